package ocr

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/bmp"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/tiff"
)

// letterhead returns a picture of dark text on white.
func letterhead() *image.Gray {
	return written(30, 20, "Jane Roe", "Card 4111 1111 1111 1111", "Call 303-555-0142", "Thank you for being a customer", "with us for all these years")
}

// written returns a picture of lines of dark text.
func written(size float64, dark byte, lines ...string) *image.Gray {
	f, err := opentype.Parse(goregular.TTF)
	if err != nil {
		panic(err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		panic(err)
	}
	pitch := int(1.6 * size)
	g := image.NewGray(image.Rect(0, 0, int(24*size), pitch*(len(lines)+2)))
	draw.Draw(g, g.Rect, image.White, image.Point{}, draw.Src)
	d := font.Drawer{Dst: g, Src: image.NewUniform(color.Gray{Y: dark}), Face: face}
	for i, s := range lines {
		d.Dot = fixed.P(int(2*size), pitch*(i+2))
		d.DrawString(s)
	}
	return g
}

func pngOf(img image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// encoded returns what encode writes.
func encoded(encode func(*bytes.Buffer) error) []byte {
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// faint returns g with its brightness mapped from low to high.
func faint(g *image.Gray, low, high int) *image.Gray {
	out := image.NewGray(g.Rect)
	for i, p := range g.Pix {
		out.Pix[i] = byte(low + int(p)*(high-low)/255)
	}
	return out
}

// seethrough returns g as black that is there where g is dark.
func seethrough(g *image.Gray) *image.NRGBA {
	out := image.NewNRGBA(g.Rect)
	for i, p := range g.Pix {
		out.Pix[4*i+3] = 255 - p
	}
	return out
}

// withExif returns a JPEG file with an orientation.
func withExif(b []byte, orientation byte) []byte {
	exif := "Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00" + string(orientation) + "\x00\x00\x00\x00\x00\x00\x00"
	head := "\xFF\xD8\xFF\xE1" + string(rune(0)) + string(rune(len(exif)+2)) + exif
	return append([]byte(head), b[2:]...)
}

// TestRead reads the same text in pictures of all kinds.
func TestRead(t *testing.T) {
	e := real(t)
	g := letterhead()
	jpg := encoded(func(b *bytes.Buffer) error { return jpeg.Encode(b, g, &jpeg.Options{Quality: 80}) })
	for _, tt := range []struct {
		name    string
		picture []byte
	}{
		{"PNG", pngOf(g)},
		{"JPEG", jpg},
		{"GIF", encoded(func(b *bytes.Buffer) error { return gif.Encode(b, g, nil) })},
		{"BMP", encoded(func(b *bytes.Buffer) error { return bmp.Encode(b, g) })},
		{"TIFF, LZW", encoded(func(b *bytes.Buffer) error {
			return tiff.Encode(b, g, &tiff.Options{Compression: tiff.Deflate, Predictor: true})
		})},
		{"TIFF of two pages", joinedTIFF(g)},
		{"see-through", pngOf(seethrough(g))},
		{"light on dark", pngOf(faint(g, 240, 30))},
		{"faded", pngOf(faint(g, 170, 215))},
		{"small", pngOf(resampled(g, 0.5, 0.5, 0))},
		{"large", pngOf(resampled(g, 4, 4, 0))},
		{"askew", pngOf(resampled(g, 1, 1, 4))},
		{"on its side", pngOf(oriented(g, 6))},
		{"on its head", pngOf(oriented(g, 3))},
		{"turned by Exif", withExif(encoded(func(b *bytes.Buffer) error { return jpeg.Encode(b, oriented(g, 8), nil) }), 6)},
	} {
		text, problems := e.Read(context.Background(), tt.picture)
		for _, want := range []string{"JaneRoe", "4111111111111111", "303-555-0142"} {
			if !strings.Contains(strings.ReplaceAll(text, " ", ""), want) {
				t.Errorf("%s: no %s in %q", tt.name, want, text)
			}
		}
		if len(problems) > 0 {
			t.Errorf("%s: %v", tt.name, problems)
		}
	}
}

// joinedTIFF returns a TIFF file whose first page is white and whose second is g.
func joinedTIFF(g *image.Gray) []byte {
	white := image.NewGray(image.Rect(0, 0, 100, 100))
	draw.Draw(white, white.Rect, image.White, image.Point{}, draw.Src)
	a := encoded(func(b *bytes.Buffer) error { return tiff.Encode(b, white, nil) })
	b := encoded(func(b *bytes.Buffer) error { return tiff.Encode(b, g, nil) })
	order := binary.LittleEndian
	shift := uint32(len(a))
	at := order.Uint32(b[4:])
	n := int(order.Uint16(b[at:]))
	for i := range n {
		e := b[int(at)+2+12*i:]
		kind, count := order.Uint16(e[2:]), int(order.Uint32(e[4:]))
		if tag := order.Uint16(e); widthOf(kind)*count > 4 || tag == tagStrips {
			order.PutUint32(e[8:], order.Uint32(e[8:])+shift)
		}
	}
	first := order.Uint32(a[4:])
	end := int(first) + 2 + 12*int(order.Uint16(a[first:]))
	order.PutUint32(a[end:], at+shift)
	return append(a, b...)
}

// TestProblems names what is not decoded.
func TestProblems(t *testing.T) {
	e := stub(t, time.Minute, "cat >/dev/null")
	g := letterhead()
	pixels := pngOf(g)
	bomb := bytes.Clone(pixels)
	binary.BigEndian.PutUint32(bomb[16:], 50_000)
	binary.BigEndian.PutUint32(bomb[20:], 50_000)
	binary.BigEndian.PutUint32(bomb[29:], crc32.ChecksumIEEE(bomb[12:29]))
	moving := encoded(func(b *bytes.Buffer) error {
		p := image.NewPaletted(g.Rect, color.Palette{color.White, color.Black})
		return gif.EncodeAll(b, &gif.GIF{Image: []*image.Paletted{p, p, p}, Delay: make([]int, 3)})
	})
	jpg := encoded(func(b *bytes.Buffer) error { return jpeg.Encode(b, g, nil) })
	loop := joinedTIFF(g)
	for _, tt := range []struct {
		name    string
		picture []byte
		want    string
	}{
		{"bomb", bomb, "too-large: page 1 of the picture has 50000 x 50000 pixels: it is not decoded"},
		{"cut PNG", pixels[:len(pixels)/2], "corrupt: page 1 of the picture does not decode"},
		{"cut JPEG", jpg[:len(jpg)/2], "corrupt: the picture is damaged or cut off; what was decoded is kept"},
		{"moving", moving, "unsupported: the picture moves: the first of its 3 frames is read"},
		{"HEIC", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), "corrupt: the HEIC picture does not decode"},
		{"64-bit TIFF", []byte("II+\x00\x08\x00\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00"), "unsupported: a TIFF file of 64 bits is not decoded: hand over a copy as PDF or PNG"},
		{"TIFF of no page", []byte("II*\x00\x00\x00\x00\x00\x00"), "corrupt: page 1 of the picture does not decode"},
		{"cut TIFF", loop[:len(loop)*2/3], "corrupt: page 2 of the picture does not decode"},
		{"one pixel", pngOf(image.NewGray(image.Rect(0, 0, 1, 1))), ""},
		{"white", pngOf(faint(g, 255, 255)), ""},
		{"nothing", nil, "unsupported: a picture of format text is not decoded: hand over a copy as PNG or JPEG"},
	} {
		if tt.name == "HEIC" && !hasHEIC() {
			continue // TestHEIC says so
		}
		_, problems := e.Read(context.Background(), tt.picture)
		var got []string
		for _, p := range problems {
			got = append(got, p.Reason+": "+p.Detail)
		}
		if s := strings.Join(got, "\n"); s != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, s, tt.want)
		}
	}
}

// TestSkew wants the angle by which lines were turned.
func TestSkew(t *testing.T) {
	g := written(24, 20, "The quick brown fox jumps", "over the lazy dog and runs", "into the deep dark wood.")
	for _, turned := range []float64{0, 1, -1, 3.5, -6} {
		marks := marksOf(resampled(g, 1, 1, turned))
		if got := skew(marks, usualHeight(marks)); got < -turned-0.3 || got > -turned+0.3 {
			t.Errorf("turned by %g: got %g", turned, got)
		}
	}
}

// FuzzPages wants pages within the limits, whatever the file is.
func FuzzPages(f *testing.F) {
	g := written(12, 20, "a")
	f.Add(pngOf(g))
	f.Add(encoded(func(b *bytes.Buffer) error { return jpeg.Encode(b, g, nil) }))
	f.Add(encoded(func(b *bytes.Buffer) error { return gif.Encode(b, g, nil) }))
	f.Add(encoded(func(b *bytes.Buffer) error { return bmp.Encode(b, g) }))
	f.Add(joinedTIFF(g))
	f.Fuzz(func(t *testing.T, b []byte) {
		n := 0
		for p, problem := range pages(context.Background(), b) {
			if n++; p.n != n || n > maxPages+1 {
				t.Fatalf("page %d is number %d", n, p.n)
			}
			if problem != nil && (problem.Reason == "" || problem.Detail == "") {
				t.Fatalf("problem %v", problem)
			}
			if p.gray == nil || p.gray.Rect.Dx()*p.gray.Rect.Dy() > 1<<18 {
				continue
			}
			if r, ok := prepare(p.gray, p.stretch); ok && r.gray.Rect.Dx()*r.gray.Rect.Dy() > 2*mostReady {
				t.Fatalf("prepared %v", r.gray.Rect)
			}
		}
	})
}
