package index

import (
	"testing"

	"exposed/scanner"
)

// Findings of a reading that many items share are those of each item, in every
// block and every segment.
func TestStretch(t *testing.T) {
	reading := &scanner.Reading{}
	var families [][]scanner.Item
	for range 40_000 {
		fam := newMessage("!1", "<1@example.com>", "Dear «name:Jane Roe», «email:Jane@example.com», «account_number:900000002», «place:Texas»", "")
		fam[0].Stretches = []scanner.Stretch{{Reading: reading, First: 1, N: 2}}
		families = append(families, fam)
	}
	for range 2 { // the second segment has other numbers
		seg := writeSegment(t, t.TempDir(), families)
		u, n := &seg.units[0], 0
		err := seg.families(u, func(fam *family) error {
			if n++; n%1000 < 3 {
				sameItem(t, &fam.items[0], &families[0][0])
			}
			return nil
		})
		if err != nil || n != len(families) || len(u.blocks) < 2 {
			t.Errorf("%d families in %d blocks, error %v", n, len(u.blocks), err)
		}
		b := &headBlock{}
		err = seg.heads(u, b, true, func() error {
			for b.next() {
				if it := &b.family.items[0]; it.counted != 3 || it.aside != 1 || len(it.accounts) != 1 {
					t.Fatalf("head %+v", it)
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}
