package exposition

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// lazily returns a function that renders and compresses a body at its first call. The
// plain form, which takes some twenty times the memory, is not kept. It panics if write
// fails, which a dataset that was loaded cannot cause.
func lazily(write func(io.Writer) error) func() []byte {
	return sync.OnceValue(func() []byte {
		var packed bytes.Buffer
		compressor := gzip.NewWriter(&packed)
		if err := errors.Join(write(compressor), compressor.Close()); err != nil {
			panic(fmt.Errorf("a body could not be rendered: %w", err))
		}
		return bytes.Clone(packed.Bytes())
	})
}

func unpack(w io.Writer, packed []byte) error {
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return err
	}
	_, err = io.Copy(w, reader)
	return err
}
