package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"exposed/scanner/document"
	"exposed/scanner/ocr"
	"exposed/testdata/samples"
)

// TestJBIG2 wants images coded as JBIG2 as the page shows them. The first quarter
// of what is decoded is black: left and above.
func TestJBIG2(t *testing.T) {
	bits := quarterBits()
	for i := range bits {
		bits[i] = ^bits[i]
	}
	whole := document.Bitmap{Width: 64, Height: 64, Bits: bits}
	half := document.Bitmap{Width: 64, Height: 32, Bits: bits[:8*32]}
	const dict = "/Subtype/Image/Width 64/Height 64/Filter/JBIG2Decode"
	const gray = dict + "/BitsPerComponent 1/ColorSpace/DeviceGray"
	damaged := &document.Problem{Reason: "corrupt", Detail: "damaged"}
	for _, tt := range []struct {
		name, dict     string
		img            document.Bitmap
		problem        *document.Problem
		want, problems string
	}{
		{"gray", gray, whole, nil, "#...", ""},
		{"inverted", gray + "/Decode[1 0]", whole, nil, ".###", ""},
		{"bits are not declared", dict, whole, nil, "#...", ""},
		{"palette", dict + "/BitsPerComponent 1/ColorSpace[/Indexed/DeviceRGB 1<FFFFFF000000>]", whole, nil, ".###", ""},
		{"stencil", dict + "/ImageMask true", whole, nil, "#...", ""},
		{"the lower half is not there", gray, half, nil, "#...", ""},
		{"damaged", gray, half, damaged, "#...", "corrupt: page 1 of 1: a picture is not decoded in full: damaged"},
		{"none", gray, document.Bitmap{}, damaged, "", "corrupt: page 1 of 1: a picture is not decoded: damaged"},
		{"nothing", gray, document.Bitmap{}, nil, "", "corrupt: page 1 of 1: a picture is not decoded: it is damaged"},
		{"sizes lie", gray, document.Bitmap{Width: 64, Height: 640, Bits: bits}, nil, "", "corrupt: page 1 of 1: a picture is not decoded: it is damaged"},
		{"too large", gray, document.Bitmap{Width: 1, Height: maxPixels, Bits: make([]byte, maxPixels)}, nil, "", "too-large: page 1 of 1: a picture is not decoded: it has too many pixels"},
	} {
		b := newBuilder()
		shared := b.stream("/Filter/FlateDecode", deflated("shared"))
		b.more = fmt.Sprintf("/XObject<</I %d 0 R>>", b.stream(tt.dict+fmt.Sprintf("/DecodeParms<</JBIG2Globals %d 0 R>>", shared), "own"))
		b.page("q 612 0 0 792 0 0 cm /I Do Q", "")
		c := Read(b.bytes(), document.Options{
			Words: func(p []byte) (string, []document.Problem) {
				s, problems := seen(p)
				_, grid, _ := strings.Cut(s, " ")
				return grid, problems
			},
			JBIG2: func(globals, page []byte) (document.Bitmap, *document.Problem) {
				if string(globals) != "shared" || string(page) != "own" {
					t.Errorf("%s: decoded %q, %q", tt.name, globals, page)
				}
				return tt.img, tt.problem
			},
		})
		if got := strings.TrimSuffix(c.Text.Data, "\n"); got != tt.want || told(c.Problems) != tt.problems {
			t.Errorf("%s: got %q %s\nwant %q %s", tt.name, got, told(c.Problems), tt.want, tt.problems)
		}
		Read(b.bytes(), document.Options{JBIG2: func(_, _ []byte) (document.Bitmap, *document.Problem) {
			t.Errorf("%s: decoded without anything that reads pictures", tt.name)
			return document.Bitmap{}, nil
		}})
	}
}

// TestJBIG2Words reads the words of a page that is coded as JBIG2 with the programs
// that do so.
func TestJBIG2Words(t *testing.T) {
	e, err := ocr.New("eng", time.Minute)
	_, missing := exec.LookPath("jbig2dec")
	if err := errors.Join(err, missing); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	g := scan("Jane Roe", "Card 4111 1111 1111 1111", "Call 303-555-0142")
	for name, mmr := range map[string]bool{"MMR": true, "arithmetic": false} {
		b := newBuilder()
		data := samples.JBIG2(g, mmr)
		const first = 30 // bytes of its first segment
		shared := b.stream("", string(data[:first]))
		size := fmt.Sprintf("/Subtype/Image/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/JBIG2Decode/Width %d/Height %d", g.Rect.Dx(), g.Rect.Dy())
		alone := b.stream(size, string(data))
		split := b.stream(size+fmt.Sprintf("/DecodeParms<</JBIG2Globals %d 0 R>>", shared), string(data[first:]))
		b.more = fmt.Sprintf("/XObject<</A %d 0 R/B %d 0 R>>", alone, split)
		b.page("q 612 0 0 200 0 300 cm /A Do Q", "")
		b.page("q 612 0 0 200 0 300 cm /B Do Q", "")
		read := func() document.Content {
			return Read(b.bytes(), document.Options{
				Words: func(p []byte) (string, []document.Problem) { return e.Read(context.Background(), p) },
				JBIG2: func(globals, page []byte) (document.Bitmap, *document.Problem) {
					return ocr.JBIG2(context.Background(), globals, page)
				},
			})
		}
		c, again := read(), read()
		for _, want := range []string{"JaneRoe", "4111111111111111", "303-555-0142"} {
			if n := strings.Count(strings.ReplaceAll(c.Text.Data, " ", ""), want); n != 2 {
				t.Errorf("%s: %d times %s in %q", name, n, want, c.Text.Data)
			}
		}
		if len(c.Problems) > 0 || !bytes.Equal([]byte(c.Text.Data), []byte(again.Text.Data)) {
			t.Errorf("%s: %s; then %q", name, told(c.Problems), again.Text.Data)
		}
	}
}

// scan returns a picture of lines of text.
func scan(lines ...string) *image.Gray {
	f, err := opentype.Parse(goregular.TTF)
	if err != nil {
		panic(err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: 40, DPI: 72})
	if err != nil {
		panic(err)
	}
	g := image.NewGray(image.Rect(0, 0, 1000, 330))
	draw.Draw(g, g.Rect, image.White, image.Point{}, draw.Src)
	d := xfont.Drawer{Dst: g, Src: image.Black, Face: face}
	for i, s := range lines {
		d.Dot = fixed.P(60, 100+70*i)
		d.DrawString(s)
	}
	return g
}
