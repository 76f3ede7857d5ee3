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
	"golang.org/x/sync/errgroup"

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

// render writes a snapshot in both formats, one family after the other. The two
// take equally long, so that they keep two cores busy. More goroutines would gain
// little: two compressors have to see every line in its order.
func render(s metrics.Snapshot) (openMetrics, text *body, err error) {
	var writers [2]*bodyWriter
	var formats [2]*lines
	for i := range writers {
		if writers[i], err = newBodyWriter(); err != nil {
			return nil, nil, err
		}
		formats[i] = &lines{Writer: writers[i], openMetrics: i == 0}
	}
	for f := range metrics.Families(s) {
		var group errgroup.Group
		for _, l := range formats {
			group.Go(func() error { return l.family(f) })
		}
		if err := group.Wait(); err != nil {
			return nil, nil, err
		}
	}
	var bodies [2]*body
	for i, w := range writers {
		if err := formats[i].end(); err != nil {
			return nil, nil, err
		}
		if bodies[i], err = w.close(); err != nil {
			return nil, nil, err
		}
	}
	return bodies[0], bodies[1], nil
}
