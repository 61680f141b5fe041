package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"exposed/scanner/document"
)

// seen tells what a picture looks like: its size and, in a grid of two rows and
// two columns, which parts are dark.
func seen(picture []byte) (string, []document.Problem) {
	img, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		if img, err = jpeg.Decode(bytes.NewReader(picture)); err != nil {
			return fmt.Sprintf("file of %d bytes", len(picture)), []document.Problem{{Reason: "corrupt", Detail: "no picture"}}
		}
	}
	b := img.Bounds()
	out := fmt.Sprintf("%dx%d ", b.Dx(), b.Dy())
	for _, at := range [...][2]int{{1, 1}, {3, 1}, {1, 3}, {3, 3}} {
		r, _, _, _ := img.At(b.Dx()*at[0]/4, b.Dy()*at[1]/4).RGBA()
		if r < 1<<15 {
			out += "#"
		} else {
			out += "."
		}
	}
	return out, nil
}

// TestPictures wants each picture as the page shows it. The first quarter of
// the images is dark: left and above.
func TestPictures(t *testing.T) {
	gray, rgb, bits, index := quarter(1), quarter(3), quarterBits(), quarter(1)
	for i, v := range index {
		index[i] = v & 1
	}
	jpg := func() string {
		g := image.NewGray(image.Rect(0, 0, 64, 64))
		copy(g.Pix, gray)
		var b bytes.Buffer
		_ = jpeg.Encode(&b, g, nil)
		return b.String()
	}()
	const full = "q 612 0 0 792 0 0 cm /I Do Q"
	const dict = "/Subtype/Image/Width 64/Height 64/BitsPerComponent "
	zip := "/Filter/FlateDecode"
	for _, tt := range []struct{ name, dict, data, content, page, want, problems string }{
		{"gray", dict + "8/ColorSpace/DeviceGray" + zip, deflated(string(gray)), full, "", "#...", ""},
		{"RGB", dict + "8/ColorSpace/DeviceRGB", string(rgb), full, "", "#...", ""},
		{"inverted", dict + "8/ColorSpace/DeviceGray/Decode[1 0]", string(gray), full, "", ".###", ""},
		{"one bit", dict + "1/ColorSpace/DeviceGray", string(bits), full, "", "#...", ""},
		{"palette", dict + "8/ColorSpace[/Indexed/DeviceRGB 1<000000FFFFFF>]", string(index), full, "", "#...", ""},
		{"ink", dict + "8/ColorSpace[/Separation/Black/DeviceGray 9 0 R]", string(gray), full, "", ".###", ""},
		{"stencil", dict + "1/ImageMask true", string(bits), full, "", "#...", ""},
		{"profile", dict + "8/ColorSpace[/ICCBased 9 0 R]", string(gray), full, "", "#...", ""},
		{"JPEG", dict + "8/ColorSpace/DeviceGray/Filter/DCTDecode", jpg, full, "", "#...", ""},
		{"page turned", dict + "8/ColorSpace/DeviceGray", string(gray), full, "/Rotate 90", ".#..", ""},
		{"upside down", dict + "8/ColorSpace/DeviceGray", string(gray), "q 612 0 0 -792 0 792 cm /I Do Q", "", "..#.", ""},
		{"mirrored JPEG", dict + "8/ColorSpace/DeviceGray/Filter/DCTDecode", jpg, "q -612 0 0 792 612 0 cm /I Do Q", "", ".#..", ""},
		{"strips", dict + "8/ColorSpace/DeviceGray", string(gray), "q 612 0 0 292 0 0 cm /I Do Q q 612 0 0 500 0 292 cm /I Do Q", "", "#.#.", ""},
		{"inline", "", "", "q 612 0 0 792 0 0 cm BI /W 64 /H 64 /BPC 8 /CS /G ID " + string(gray) + " EI Q", "", "#...", ""},
		{"cut", dict + "8/ColorSpace/DeviceGray", string(gray[:2100]), full, "", "#...", ""},
		{"JBIG2", dict + "1/Filter/JBIG2Decode", "x", full, "", "", "needs-ocr: page 1 of 1: a picture is not decoded: it is coded as JBIG2, which is not read"},
		{"JPEG 2000", dict + "8/Filter/JPXDecode", "xy", full, "", "file of 2 bytes", "corrupt: page 1 of 1: a picture: no picture"},
		{"too large", "/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8", "x", full, "", "", "too-large: page 1 of 1: a picture is not decoded: it has too many pixels"},
		{"no size", dict + "8/ColorSpace/DeviceGray", string(gray), "q 0 0 0 0 0 0 cm /I Do Q", "", "", ""},
		{"beside text", dict + "8/ColorSpace/DeviceGray", string(gray), at(72, 700, "text") + "q 300 0 0 300 50 50 cm /I Do Q", "", "text\n\n#...", ""},
		{"a small one beside text", dict + "8/ColorSpace/DeviceGray", string(gray), at(72, 700, "text") + "q 30 0 0 30 50 50 cm /I Do Q", "", "text", ""},
		{"under text that is invisible", dict + "8/ColorSpace/DeviceGray", string(gray), full + " BT 3 Tr /F 10 Tf 72 700 Td (one two three) Tj ET", "", "one two three", ""},
		{"over text", dict + "8/ColorSpace/DeviceGray", string(gray), at(72, 700, "one two three") + full, "", "one two three", ""},
		{"under text that is seen", dict + "8/ColorSpace/DeviceGray", string(gray), full + "\n" + at(72, 700, "one two three"), "", "one two three\n\n#...", ""},
	} {
		b := newBuilder()
		for len(b.objects) < 8 {
			b.add("null")
		}
		b.stream("/N 1", "")
		b.more = fmt.Sprintf("/XObject<</I %d 0 R>>", b.stream(tt.dict, tt.data))
		b.page(tt.content, tt.page)
		c := Read(b.bytes(), document.Options{Words: func(p []byte) (string, []document.Problem) {
			s, problems := seen(p)
			if _, grid, ok := strings.Cut(s, " "); ok && len(problems) == 0 {
				s = grid
			}
			return s, problems
		}})
		if got := strings.TrimSuffix(c.Text.Data, "\n"); got != tt.want || told(c.Problems) != tt.problems {
			t.Errorf("%s: got %q %s\nwant %q %s", tt.name, got, told(c.Problems), tt.want, tt.problems)
		}
	}
}

// quarter returns the samples of an image of 64 x 64 pixels whose left upper
// part is dark.
func quarter(n int) []byte {
	out := bytes.Repeat([]byte{255}, 64*64*n)
	for y := range 32 {
		clear(out[64*n*y : 64*n*y+32*n])
	}
	return out
}

// quarterBits is quarter with one bit a pixel.
func quarterBits() []byte {
	out := bytes.Repeat([]byte{255}, 64*8)
	for y := range 32 {
		clear(out[8*y : 8*y+4])
	}
	return out
}

// TestPictureCalls reads the same image once, and each page's own.
func TestPictureCalls(t *testing.T) {
	b := newBuilder()
	b.more = fmt.Sprintf("/XObject<</I %d 0 R>>", b.stream("/Subtype/Image/Width 64/Height 64/BitsPerComponent 8/ColorSpace/DeviceGray", string(quarter(1))))
	for range 3 {
		b.page("q 612 0 0 792 0 0 cm /I Do Q", "")
	}
	calls := 0
	c := Read(b.bytes(), document.Options{Words: func([]byte) (string, []document.Problem) { calls++; return "a\n\fb\n", nil }})
	if got := marked(c.Text); got != "a\n\nb\n¶a\n\nb\n¶a\n\nb\n" || calls != 1 {
		t.Errorf("got %q after %d calls", got, calls)
	}
	without, problems := Text(b.bytes())
	if without.Data != "" || told(problems) != "needs-ocr: pages 1-3 of 3 are images without text" {
		t.Errorf("got %q %s", without.Data, told(problems))
	}
}

// TestIllustrated names large pictures beside text when nothing reads them.
func TestIllustrated(t *testing.T) {
	b := newBuilder()
	b.more = fmt.Sprintf("/XObject<</I %d 0 R>>", b.stream("/Subtype/Image/Width 64/Height 64/BitsPerComponent 8/ColorSpace/DeviceGray", string(quarter(1))))
	b.page(at(72, 700, "text")+"q 300 0 0 300 50 50 cm /I Do Q", "")
	check(t, "illustrated", b.bytes(), "text", "needs-ocr: page 1 of 1: pictures beside the text are not read")
}

// TestEmbedded takes the files that lie in a document.
func TestEmbedded(t *testing.T) {
	b := newBuilder()
	a := b.stream("/Type/EmbeddedFile/Subtype/text#2Fplain"+"/Filter/FlateDecode", deflated("hello"))
	img := b.stream("/Type/EmbeddedFile/Filter/DCTDecode", "raw")
	bad := b.stream("/Type/EmbeddedFile/Filter/Nope", "raw")
	spec := b.add(fmt.Sprintf("<</Type/Filespec/F(a.txt)/UF<FEFF00E4002E007400780074>/EF<</F %d 0 R/UF %d 0 R>>>>", a, a))
	other := b.add(fmt.Sprintf("<</F(b.jpg)/EF<</F %d 0 R>>>>", img))
	broken := b.add(fmt.Sprintf("<</F(c)/EF<</F %d 0 R>>>>", bad))
	b.objects[0] = fmt.Sprintf("<</Type/Catalog/Pages 2 0 R/AF[%d 0 R]/Names<</EmbeddedFiles<</Names[(a)%d 0 R(b)%d 0 R(x)%d 0 R]>>>>>>", spec, spec, spec, broken)
	b.page(at(72, 700, "text"), fmt.Sprintf("/Annots[<</Subtype/FileAttachment/Contents(see file)/FS %d 0 R>>]", other))
	c := Read(b.bytes(), document.Options{})
	var got []string
	for _, f := range c.Files {
		got = append(got, fmt.Sprintf("%s %s %q page %d", f.Name, f.Type, f.Data, f.Page))
	}
	if s, want := strings.Join(got, "\n"), "b.jpg  \"raw\" page 1\nä.txt text/plain \"hello\" page 0"; s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	if got := told(c.Problems); got != "unsupported: 1 embedded files are coded in a way that is not read" {
		t.Error(got)
	}
}
