package ocr

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"exposed/scanner/document"
	"exposed/testdata/samples"
)

// needsJBIG2 skips a test for which jbig2dec is missing, or fails it where CI is
// true.
func needsJBIG2(t *testing.T) {
	t.Helper()
	if hasJBIG2() {
		return
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("jbig2dec is not installed")
	}
	t.Skip("jbig2dec is not installed")
}

// decoded decodes JBIG2 data and says what is wrong with it.
func decoded(globals, page []byte) (document.Bitmap, string) {
	img, p := JBIG2(context.Background(), globals, page)
	if p == nil {
		return img, ""
	}
	return img, p.Reason
}

// different returns how many pixels of img are not those of g.
func different(img document.Bitmap, g *image.Gray) int {
	if img.Width != g.Rect.Dx() || img.Height != g.Rect.Dy() {
		return g.Rect.Dx() * g.Rect.Dy()
	}
	n, row := 0, (img.Width+7)/8
	for y := range img.Height {
		for x := range img.Width {
			if (img.Bits[y*row+x/8]>>(7-x%8)&1 == 1) != (g.GrayAt(x, y).Y < 128) {
				n++
			}
		}
	}
	return n
}

// edited returns b with a big-endian number at byte i.
func edited(b []byte, i int, v uint32) []byte {
	b = bytes.Clone(b)
	binary.BigEndian.PutUint32(b[i:], v)
	return b
}

// TestJBIG2 decodes a picture that is coded both ways.
func TestJBIG2(t *testing.T) {
	needsJBIG2(t)
	g := letterhead()
	for name, mmr := range map[string]bool{"MMR": true, "arithmetic": false} {
		b := samples.JBIG2(g, mmr)
		const info, region = 30, 11 // bytes of the first segment, and of the header of the second
		for variant, tt := range map[string]struct {
			globals, page []byte
			want          string
		}{
			"whole":                {nil, b, ""},
			"in two":               {b[:info], b[info:], ""},
			"with an end":          {nil, append(bytes.Clone(b), samples.JBIG2Segment(7, endOfPage, nil)...), ""},
			"zeros after it":       {nil, append(bytes.Clone(b), 0, 0, '\n'), ""},
			"height not known":     {nil, edited(b, 15, 1<<32-1), ""},
			"stripes":              {nil, append(edited(b, 15, 1<<32-1), samples.JBIG2Segment(7, endOfStripe, []byte{0, 0, byte((g.Rect.Dy() - 1) >> 8), byte(g.Rect.Dy() - 1)})...), ""},
			"length not known":     {nil, undeclared(b, info+region-4, g.Rect.Dy(), mmr), ""},
			"another page":         {nil, append(bytes.Clone(b), samples.JBIG2(g, mmr)...), "corrupt"},
			"words after it":       {nil, append(bytes.Clone(b), "words"...), "corrupt"},
			"needs what is not":    {nil, append(b[:info:info], samples.JBIG2Segment(9, 38, samples.JBIG2Region(g, mmr), 8)...), "corrupt"},
			"globals are damaged":  {[]byte("damaged globals"), b, "corrupt"},
			"more of a page":       {nil, b[info:], "none corrupt"},
			"huge page":            {nil, edited(b, 11, 1<<31), "none too-large"},
			"huge region":          {nil, edited(b, info+region, 1<<31), "none too-large"},
			"no width":             {nil, edited(b, 11, 0), "none corrupt"},
			"empty":                {nil, nil, "none corrupt"},
			"what segments it has": {nil, many(b), "none too-large"},
		} {
			img, got := decoded(tt.globals, tt.page)
			none := strings.HasPrefix(tt.want, "none ")
			if want := strings.TrimPrefix(tt.want, "none "); got != want {
				t.Errorf("%s, %s: %q, want %q", name, variant, got, want)
			}
			if n := different(img, g); n > 0 && !none {
				t.Errorf("%s, %s: %d pixels of %d x %d differ", name, variant, n, img.Width, img.Height)
			}
		}
	}
}

// undeclared returns b, whose last segment is a region, without its length, which
// stands at byte i: after the region is its number of lines.
func undeclared(b []byte, i, height int, mmr bool) []byte {
	b = edited(b, i, 1<<32-1)
	if mmr {
		b = append(b, 0, 0)
	}
	return binary.BigEndian.AppendUint32(b, uint32(height))
}

// many returns a page with more regions than are decoded.
func many(b []byte) []byte {
	const info = 30
	region := binary.BigEndian.AppendUint32(nil, 1<<13)
	region = append(binary.BigEndian.AppendUint32(region, 1<<13), make([]byte, 10)...)
	b = bytes.Clone(b[:info])
	for range 10 {
		b = append(b, samples.JBIG2Segment(1, 38, region)...)
	}
	return b
}

// TestJBIG2References decodes a page whose segments need more than four others,
// which jbig2dec alone does not read (see [segment.appendTo]).
func TestJBIG2References(t *testing.T) {
	needsJBIG2(t)
	g := letterhead()
	b := samples.JBIG2(g, false)[:30]
	empty := append([]byte{0, 0, 3, 0xFF, 0xFD, 0xFF, 2, 0xFE, 0xFE, 0xFE}, make([]byte, 16)...) // dictionary
	refs := []byte{}
	for n := range byte(9) {
		b = append(b, samples.JBIG2Segment(uint32(n)+1, 0, empty)...)
		refs = append(refs, n+1)
	}
	for n := range len(refs) + 1 {
		page := append(bytes.Clone(b), samples.JBIG2Segment(20, 38, samples.JBIG2Region(g, false), refs[:n]...)...)
		img, problem := decoded(nil, page)
		if d := different(img, g); d > 0 || problem != "" {
			t.Errorf("%d references: %d pixels differ, %q", n, d, problem)
		}
	}
}

// TestJBIG2Damage cuts data and changes bytes: each says that it is damaged, and
// has the same image every time.
func TestJBIG2Damage(t *testing.T) {
	needsJBIG2(t)
	g := letterhead()
	const info = 30
	for name, mmr := range map[string]bool{"MMR": true, "arithmetic": false} {
		b := samples.JBIG2(g, mmr)
		step := max(1, len(b)/40)
		for n := info + 5; n < len(b)-3; n += step {
			img, got := decoded(nil, b[:n])
			again, _ := decoded(nil, b[:n])
			if got != "corrupt" || !bytes.Equal(img.Bits, again.Bits) {
				t.Errorf("%s, %d of %d bytes: %q", name, n, len(b), got)
			}
		}
		for i := 0; i < len(b); i += step {
			c := bytes.Clone(b)
			c[i] ^= 0x55
			decoded(nil, c)
		}
		img, _ := decoded(nil, b[:len(b)-len(b)/4])
		if n := different(img, g); n == g.Rect.Dx()*g.Rect.Dy() || len(img.Bits) == 0 {
			t.Fatalf("%s, cut: no image", name)
		}
		img.Height /= 2
		if d := different(img, g.SubImage(image.Rect(0, 0, img.Width, img.Height)).(*image.Gray)); d > 0 {
			t.Errorf("%s, cut: %d pixels differ in its upper half", name, d)
		}
	}
}

// TestJBIG2Memory wants a symbol dictionary that announces more than memory holds
// to be refused.
func TestJBIG2Memory(t *testing.T) {
	needsJBIG2(t)
	b := samples.JBIG2(letterhead(), false)[:30]
	dictionary := []byte{0, 0, 3, 0xFF, 0xFD, 0xFF, 2, 0xFE, 0xFE, 0xFE, 0x0F, 0xFF, 0xFF, 0xFF, 0x0F, 0xFF, 0xFF, 0xFF, 0, 0, 0}
	if _, got := decoded(nil, append(b, samples.JBIG2Segment(1, 0, dictionary)...)); got != "too-large" && got != "corrupt" {
		t.Errorf("got %q", got)
	}
}

// TestJBIG2Processes reads what other programs than jbig2dec would say, and does
// without any.
func TestJBIG2Processes(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("no shell for the stub")
	}
	path := os.Getenv("PATH")
	page := samples.JBIG2(written(12, 0, "Jane Roe"), true)
	for _, tt := range []struct{ script, want string }{
		{"cat >/dev/null; printf 'P4\\n8 2\\nab'", "8x2 ab "},
		{"printf 'P4\\n8 2\\nab'; echo jbig2dec WARNING name >&2", "8x2 ab corrupt"},
		{"printf 'P4\\n8 2\\nab'; exit 1", "8x2 ab corrupt"},
		{"printf 'P4\\n8 2\\na'", "0x0  corrupt"},
		{"printf 'P4\\n80000 80000\\na'", "0x0  corrupt"},
		{"printf 'P1\\n8 2\\nab'", "0x0  corrupt"},
		{"kill -9 $$", "0x0  corrupt"},
		{"echo failed to allocate >&2", "0x0  too-large"},
		{"", "0x0  needs-ocr"},
	} {
		dir := t.TempDir()
		t.Setenv("PATH", dir)
		if tt.script != "" {
			if err := os.WriteFile(filepath.Join(dir, jbig2Command), []byte("#!/bin/sh\nPATH="+path+"\n"+tt.script), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		img, got := decoded(nil, page)
		if s := strings.Join([]string{size(img), string(img.Bits), got}, " "); s != tt.want {
			t.Errorf("%s: got %s, want %s", tt.script, s, tt.want)
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	t.Setenv("PATH", path)
	if _, p := JBIG2(ctx, nil, page); p == nil || hasJBIG2() && p.Reason != "timed-out" {
		t.Errorf("ended: %v", p)
	}
}

func size(img document.Bitmap) string {
	return fmt.Sprintf("%dx%d", img.Width, img.Height)
}

// FuzzSegments wants what is made of any data to be segments of one page that
// refer to earlier ones.
func FuzzSegments(f *testing.F) {
	g := image.NewGray(image.Rect(0, 0, 40, 20))
	f.Add([]byte(nil), samples.JBIG2(g, true))
	f.Add(samples.JBIG2(g, false)[:30], samples.JBIG2(g, false)[30:])
	f.Add([]byte(nil), undeclared(samples.JBIG2(g, false), 37, 20, false))
	f.Add([]byte(nil), samples.JBIG2Segment(300, 6, []byte("x"), 1, 2, 3, 4, 5))
	f.Fuzz(func(t *testing.T, globals, page []byte) {
		out, _, err := bilevelPage(globals, page)
		if err != nil {
			return
		}
		again, whole := segments(out)
		if !whole || len(again) == 0 || again[0].kind != pageInformation {
			t.Fatalf("%d segments, whole %t", len(again), whole)
		}
		for i, s := range again {
			if int(s.number) != i {
				t.Fatalf("segment %d has number %d", i, s.number)
			}
			for _, r := range s.refs {
				if r >= s.number {
					t.Fatalf("segment %d needs %d", i, r)
				}
			}
		}
	})
}
