package metrics

import (
	"iter"
	"slices"
	"strings"
)

// Samples are a family's, in the order in which a registry gathers them: by the
// values of their labels, which stand by name. They take a tenth of the memory
// of the library's, of which each has five objects of its own.
type Samples struct {
	// Labels are the names of the labels, sorted.
	Labels []string
	// labels are the values of one sample after those of another.
	labels []string
	values []float64
	// order are the samples' places in labels and values.
	order []int32
}

// Take reads the samples of a family in the place of those before, whose memory
// it uses again.
func (s *Samples) Take(f *Family) {
	s.Labels = slices.Sorted(slices.Values(f.Labels))
	s.labels, s.values, s.order = s.labels[:0], s.values[:0], s.order[:0]
	// places are those of the sorted labels in what read gives.
	places := make([]int, len(s.Labels))
	for i, name := range s.Labels {
		places[i] = slices.Index(f.Labels, name)
	}
	f.read(f.snapshot, func(value float64, labels ...string) {
		s.order = append(s.order, int32(len(s.values)))
		s.values = append(s.values, value)
		for _, place := range places {
			s.labels = append(s.labels, labels[place])
		}
	})
	slices.SortFunc(s.order, func(a, b int32) int { return slices.CompareFunc(s.of(a), s.of(b), strings.Compare) })
}

// of are the values of the labels of the sample in a place.
func (s *Samples) of(place int32) []string {
	n := len(s.Labels)
	return s.labels[int(place)*n:][:n]
}

// Len is the number of samples.
func (s *Samples) Len() int { return len(s.order) }

// All gives the values of each sample's labels, and its value.
func (s *Samples) All() iter.Seq2[[]string, float64] {
	return func(yield func([]string, float64) bool) {
		for _, place := range s.order {
			if !yield(s.of(place), s.values[place]) {
				return
			}
		}
	}
}
