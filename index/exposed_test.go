package index

import (
	"fmt"
	"slices"
	"testing"

	"exposed/scanner"
)

// The exposures of the ledger are the items and the elements of each person.
func TestExposures(t *testing.T) {
	dir := t.TempDir()
	scan(t, dir, sampleOf(40), 3, 2)
	c := openTest(t, dir)
	defer c.Close()
	l, err := c.openLedger()
	if err != nil {
		t.Fatal(err)
	}
	defer l.close()
	items, elements := make([]int, len(l.people)), make([]uint64, len(l.people))
	last := make([]int, len(l.people))
	err = l.rows("SELECT person, item, pairs FROM exposures ORDER BY person, item", func(scan func(...any) error) error {
		var n, item int
		var pairs []byte
		if err := scan(&n, &item, &pairs); err != nil {
			return err
		}
		d := decoder{clear: string(pairs)}
		for i := 0; d.clear != ""; i++ {
			if item += int(d.uint()); items[n] > 0 && item <= last[n] {
				t.Errorf("person %d: item %d after %d", n, item, last[n])
			}
			last[n], items[n], elements[n] = item, items[n]+1, elements[n]|d.uint()
		}
		return d.err
	})
	if err != nil {
		t.Fatal(err)
	}
	for n := range l.people {
		if p := &l.people[n]; items[n] != p.Items || !slices.Equal(elementsOf(elements[n]), p.Elements) {
			t.Errorf("person %d: %d items, %v; want %d, %v", n, items[n], elementsOf(elements[n]), p.Items, p.Elements)
		}
	}
}

// What waits is written when there is much of it, and nothing is lost.
func TestExposedFlush(t *testing.T) {
	w, err := newLedger(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer w.abort()
	e := exposed{of: make([]pendingExposures, 2)}
	for i := range 10 {
		e.size = maxPending - 3 // the second pair is too much
		if err := e.add(w, exposing{int32(i % 2), 1 << 20}, i); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.flush(w); err != nil || len(w.pairs.args) != 3*10 || e.size != 0 {
		t.Errorf("%d values, error %v", len(w.pairs.args), err)
	}
}

// BenchmarkFamily keeps messages of some people who write to each other.
func BenchmarkFamily(b *testing.B) {
	dir := b.TempDir()
	c, err := Open(Config{Dir: dir + "/case", KeyFile: dir + "/key", Create: true})
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	var families [][]scanner.Item
	size := 0
	for i := range 1000 {
		text := fmt.Sprintf("«name:Jane Roe %d» «email:jane.roe%d@example.com», «name:John Quincy», account «account_number:%09d», «phone:(555) 555-01%02d», «ssn:078-05-1120»", i%50, i%50, i, i%100)
		families = append(families, newMessage(fmt.Sprintf("!%d", i), fmt.Sprintf("<%d@example.com>", i), text, ""))
		size += len(text)
	}
	r := scanner.Range{Source: scanner.Source{Path: "in.mbox", Size: 1}, End: 1}
	sinks := c.newSinks([32]byte{}, testMatch)
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		s, err := sinks.open(scanner.Shard{r})
		if err != nil {
			b.Fatal(err)
		}
		s.Begin(r)
		for _, fam := range families {
			if err := s.Family(fam); err != nil {
				b.Fatal(err)
			}
		}
		s.End(scanner.Tally{})
		if err := s.Close(false); err != nil {
			b.Fatal(err)
		}
	}
}
