// Package exposition writes /metrics. What it shows changes only when a dataset
// is loaded, so every form of it is rendered and compressed then, and a scrape
// is answered by writing bytes that lie ready.
package exposition

import (
	"bytes"
	"errors"
	"fmt"
	"hash"
	"io"

	"github.com/cespare/xxhash/v2"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/prometheus/common/expfmt"

	"cnnic_exporter/exporter/metrics"
)

// body is an exposition in one format, compressed both ways. Its plain form is
// not kept: it is eleven times the size, and who asks for it can wait for it to
// be unpacked.
type body struct {
	gzip, zstd []byte
	// plain is the number of bytes of the plain form, and hash identifies them.
	plain int
	hash  string
}

// bodyWriter compresses what is written to it.
type bodyWriter struct {
	gzip, zstd bytes.Buffer
	gzipWriter *gzip.Writer
	zstdWriter *zstd.Encoder
	plain      int
	hash       hash.Hash64
	io.Writer
}

// zstdWindow keeps the encoder's memory small. Lines repeat within a few
// kilobytes of each other, so a larger window finds little more.
const zstdWindow = 128 << 10

func newBodyWriter() (*bodyWriter, error) {
	w := &bodyWriter{hash: xxhash.New()}
	w.gzipWriter = gzip.NewWriter(&w.gzip)
	var err error
	w.zstdWriter, err = zstd.NewWriter(&w.zstd,
		zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(zstdWindow), zstd.WithLowerEncoderMem(true))
	if err != nil {
		return nil, err
	}
	w.Writer = io.MultiWriter(w.gzipWriter, w.zstdWriter, w.hash)
	return w, nil
}

func (w *bodyWriter) Write(p []byte) (int, error) {
	w.plain += len(p)
	return w.Writer.Write(p)
}

func (w *bodyWriter) close() (*body, error) {
	if err := errors.Join(w.gzipWriter.Close(), w.zstdWriter.Close()); err != nil {
		return nil, err
	}
	return &body{
		gzip:  bytes.Clone(w.gzip.Bytes()),
		zstd:  bytes.Clone(w.zstd.Bytes()),
		plain: w.plain,
		hash:  fmt.Sprintf("%016x", w.hash.Sum64()),
	}, nil
}

// render writes a snapshot in a format, one family after the other.
func render(s metrics.Snapshot, format expfmt.Format) (*body, error) {
	w, err := newBodyWriter()
	if err != nil {
		return nil, err
	}
	encoder := expfmt.NewEncoder(w, format)
	for _, f := range metrics.Families(s) {
		family, err := f.Gather()
		if err != nil {
			return nil, err
		}
		if len(family.Metric) == 0 {
			continue
		}
		if err := encoder.Encode(family); err != nil {
			return nil, err
		}
	}
	if err := encoder.(expfmt.Closer).Close(); err != nil {
		return nil, err
	}
	return w.close()
}
