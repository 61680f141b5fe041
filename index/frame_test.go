package index

import (
	"bufio"
	"io"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"exposed/detectors"
	"exposed/scanner"
)

// writeSegment writes families as one unit of a segment below dir and opens it.
func writeSegment(t testing.TB, dir string, families [][]scanner.Item) *segment {
	t.Helper()
	c, err := Open(Config{Dir: filepath.Join(dir, "case"), KeyFile: filepath.Join(dir, "key"), Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	r := scanner.Range{Source: scanner.Source{Path: "in.mbox", Size: 1}, End: 1}
	s, err := c.newSinks([32]byte{}, testMatch).open(scanner.Shard{r})
	if err != nil {
		t.Fatal(err)
	}
	s.Begin(r)
	for _, fam := range families {
		if err := s.Family(fam); err != nil {
			t.Fatal(err)
		}
	}
	s.End(scanner.Tally{})
	if err := s.Close(true); err != nil {
		t.Fatal(err)
	}
	seg, err := openSegment(filepath.Join(c.path(segmentDir), segmentName([32]byte{}, scanner.Shard{r})), c.vault)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { seg.close() })
	return seg
}

// A segment gives back what was found, and the heads agree with the families.
func TestFrames(t *testing.T) {
	var families [][]scanner.Item
	for i := range 3 {
		fam := newMessage("!1", "<1@example.com>", "Dear «name:Jane Roe», «email:Jane@example.com», «account_number:900000002»", "«place:Texas» «email:Jane@example.com»")
		fam[0].Findings[1].Partial = i == 1
		fam[0].Head = 10
		fam[1].Exceptions = []scanner.Exception{{Reason: scanner.Corrupt, Detail: "ends early", Bytes: 5}}
		families = append(families, fam)
	}
	seg := writeSegment(t, t.TempDir(), families)
	u, n := &seg.units[0], 0
	var offsets []int64
	err := seg.families(u, func(fam *family) error {
		offsets = append(offsets, fam.offset)
		for i := range fam.items {
			sameItem(t, &fam.items[i], &families[n][i])
		}
		n++
		return nil
	})
	if err != nil || n != len(families) || u.items != 6 || u.findings != 15 || u.records != 6 {
		t.Errorf("%d families, error %v, unit %+v", n, err, u)
	}
	for _, sealed := range []bool{true, false} {
		b := &headBlock{}
		err := seg.heads(u, b, sealed, func() error {
			if len(b.matches) != 2 || (b.matches[0].CustomerID == "C9000") == sealed || b.matches[0].State != "TX" {
				t.Errorf("matches %+v", b.matches)
			}
			for i := 0; b.next(); i++ {
				fam, want := &b.family, 3
				if i == 1 {
					want = 2
				}
				if head := fam.items[0]; fam.offset != offsets[i] || !fam.keyed || head.counted != want || head.aside != 3-want || len(head.accounts) != 1 || head.records[0].match != 3-want {
					t.Errorf("family %d: %+v", i, fam)
				}
				if child := fam.items[1]; child.inner != "!1!1" || !slices.Equal(child.reasons, []scanner.Reason{scanner.Corrupt}) || child.records[0].match != -1 {
					t.Errorf("family %d: %+v", i, child)
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// sameItem reports what got has not kept of want.
func sameItem(t *testing.T, got *item, want *scanner.Item) {
	t.Helper()
	if got.inner != want.Inner || got.parent != want.Parent || got.kind != want.Kind || got.name != want.Name || got.subject != want.Subject ||
		got.messageID != want.MessageID || got.sha256 != want.SHA256 || got.content != want.Content || got.size != want.Size ||
		got.nameMask != Mask(detectors.None, want.Name) || len(got.records) != len(want.Records) || !slices.Equal(got.exceptions, want.Exceptions) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	for i := range want.Findings {
		f, w := &got.findings[i], &want.Findings[i]
		text := w.Text(want.Text.Data)
		if f.element != w.Element || f.partial != w.Partial || f.reserved != w.Reserved || f.header != (w.Start < want.Head) || f.confidence != w.Confidence ||
			f.why != w.Why || f.text != text || f.normal != w.Value || f.textMask != Mask(w.Element, text) || f.normalMask != Mask(w.Element, w.Value) ||
			f.place != string(appendSpans(nil, w)) || f.record != 0 {
			t.Errorf("got %+v\nwant %+v", f, w)
		}
	}
	for i := range want.Records {
		if r := got.records[i]; r.place != got.findings[0].place || !slices.Equal(r.findings, want.Records[i].Findings) {
			t.Errorf("record %+v", r)
		}
	}
}

// Blocks of heads end where they are large enough, and repeat the matches that
// they need.
func TestBlocks(t *testing.T) {
	var families [][]scanner.Item
	for range 48_000 {
		families = append(families, newMessage("!1", "", "«account_number:900000002»", ""))
	}
	seg := writeSegment(t, t.TempDir(), families)
	n := 0
	b := &headBlock{}
	err := seg.heads(&seg.units[0], b, false, func() error {
		if len(b.matches) != 1 || b.matches[0].CustomerID != "C9000" {
			t.Errorf("matches %+v", b.matches)
		}
		for b.next() {
			n++
		}
		return nil
	})
	if blocks := len(seg.units[0].blocks); err != nil || blocks < 2 || n != len(families) {
		t.Errorf("%d blocks, %d families, error %v", blocks, n, err)
	}
}

// What was not written by an encoder is an error, not a panic; and what reads
// is whole: records and findings point to each other, and what the heads say
// without the key is what they say with it.
func FuzzFrame(f *testing.F) {
	seg := writeSegment(f, f.TempDir(), slices.Concat(sample()["mail/in.mbox"], sample()["mail/a:b#1%.csv"], sample()["mail/z.txt"]))
	u := &seg.units[0]
	if err := seg.readValues(&u.blocks[0]); err != nil {
		f.Fatal(err)
	}
	r := bufio.NewReader(io.NewSectionReader(seg.file, u.offset, u.end-u.offset))
	for at := u.offset; at < u.end; {
		frame, err := seg.readFrame(r)
		if err != nil {
			f.Fatal(err)
		}
		secret, err := seg.open(&frame)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(slices.Clone(frame.clear), []byte(secret))
		at += frame.size
	}
	f.Fuzz(func(t *testing.T, clear, secret []byte) {
		d := &familyDecoder{decoder{clear: string(clear), secret: string(secret), words: seg.words}, seg.values, seg.grades}
		if items := d.family(); d.err == nil {
			for i := range items {
				linked(t, &items[i])
			}
		}
		d = &familyDecoder{decoder: decoder{clear: string(clear), secret: string(secret)}}
		if list, err := d.decoder.values(); err == nil && len(list) > len(clear) {
			t.Errorf("%d values in %d bytes", len(list), len(clear))
		}
		open, sealed := readBlock(clear, secret, false, seg.words), readBlock(clear, nil, true, seg.words)
		if open != nil && !reflect.DeepEqual(open, sealed) {
			t.Errorf("open %+v\nsealed %+v", open, sealed)
		}
	})
}

// linked reports findings that do not know their records.
func linked(t *testing.T, it *item) {
	for i := range it.findings {
		if n := it.findings[i].record; n >= 0 && !slices.Contains(it.records[n].findings, i) {
			t.Errorf("finding %d is not in record %d", i, n)
		}
	}
}

// readBlock returns all that a block says of its items, or nil if it does not read.
func readBlock(clear, secret []byte, sealed bool, words []string) []itemHead {
	var b headBlock
	if b.read(string(clear), string(secret), sealed, words) != nil {
		return nil
	}
	var list []itemHead
	for b.next() {
		for _, it := range b.family.items {
			list = append(list, itemHead{it.inner, it.kind, slices.Clone(it.reasons), it.counted, it.aside, slices.Clone(it.accounts), slices.Clone(it.records), slices.Clone(it.candidates)})
		}
	}
	if b.d.err != nil {
		return nil
	}
	return list
}
