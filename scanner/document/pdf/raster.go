package pdf

import (
	"bytes"
	"cmp"
	"errors"
	"image"
	"image/color"
	"image/jpeg"

	"golang.org/x/image/ccitt"

	"exposed/scanner/document"
)

// A raster is the brightness of the pixels of an image.
type raster struct {
	w, h    int
	pix     []byte
	alpha   *raster // how much of it is shown; nil: all
	stencil bool    // pix has what is painted: 0, and what is not: 255

	problem *document.Problem // what was not decoded of it; nil: nothing
}

// Errors of images. Their texts are details of problems.
var (
	errPixels = errors.New("it has too many pixels")
	errCoding = errors.New("it is coded in a way that is not read")
	errImage  = errors.New("it is damaged")
	errJBIG2  = errors.New("it is coded as JBIG2, which is not read")
	errJPX    = errors.New("it is coded as JPEG 2000 and lies over others")
)

// imageData returns the data of image s up to the filter that is made for
// images, with its name and parameters; "" if there is none. Data are up to
// limit bytes.
func (f *file) imageData(s *stream, limit int) (data []byte, filter string, parm dict, err error) {
	data = s.raw
	names, parms := f.filters(s.dict)
	if f.crypt != nil && !s.plain {
		data = f.crypt.decryptStream(data, s, names, f)
	}
	if len(names) > maxFilters {
		return nil, "", nil, errCoding
	}
	for i, n := range names {
		parm = nil
		if i < len(parms) {
			parm = f.dict(parms[i])
		}
		switch n {
		case "DCTDecode", "DCT", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "CCF":
			if i+1 < len(names) {
				return nil, "", nil, errCoding
			}
			return data, n, parm, nil
		}
		left := maxImages + imagesPerByte*len(f.b) - f.imageBytes
		if left <= 0 {
			return nil, "", nil, errPixels
		}
		out, ok := f.filter(n, data, parm, min(limit, left))
		if !ok {
			return nil, "", nil, errCoding
		}
		f.imageBytes += len(out)
		data = out
	}
	return data, "", nil, nil
}

// raster decodes image s with its masks (ISO 32000-1, 8.9).
func (f *file) raster(s *stream, masks bool) (*raster, error) {
	w, h := f.int(either(s.dict, "Width", "W"), 0), f.int(either(s.dict, "Height", "H"), 0)
	if w < 1 || h < 1 {
		return nil, errImage
	}
	if h > maxPixels/w {
		return nil, errPixels
	}
	r := &raster{w: w, h: h}
	r.stencil, _ = f.resolve(either(s.dict, "ImageMask", "IM")).(bool)
	const widest = 8 // bytes of a pixel
	data, filter, parm, err := f.imageData(s, widest*w*h+h)
	if err != nil {
		return nil, err
	}
	switch filter {
	case "DCTDecode", "DCT":
		err = r.jpeg(data)
	case "CCITTFaxDecode", "CCF":
		err = r.fax(f, data, parm, f.inverted(s))
	case "JBIG2Decode":
		err = r.jbig2(f, s, data, parm)
	case "JPXDecode":
		err = errJPX
	default:
		err = r.samples(f, s, data, f.int(either(s.dict, "BitsPerComponent", "BPC"), 8))
	}
	if err == nil && masks {
		r.alpha = f.mask(s)
		r.problem = cmp.Or(r.problem, r.alpha.trouble())
	}
	return r, err
}

// mask returns how much of image s is shown; nil if it has no mask. A mask that
// is not decoded shows all, and says so.
func (f *file) mask(s *stream) *raster {
	if m := f.stream(s.get("SMask")); m != nil {
		r, err := f.raster(m, false)
		if err == nil {
			return r
		}
		return unmasked(err)
	}
	if m := f.stream(s.get("Mask")); m != nil {
		r, err := f.raster(m, false)
		if err != nil {
			return unmasked(err)
		}
		for i, v := range r.pix {
			r.pix[i] = 255 - v
		}
		return r
	}
	return nil
}

// unmasked returns a mask that shows all, as the mask of the file has err.
func unmasked(err error) *raster {
	p := problemOf(err)
	p.Detail = "its mask: " + p.Detail
	return &raster{w: 1, h: 1, pix: []byte{255}, problem: &p}
}

// trouble returns what was not decoded of r, which may be nil.
func (r *raster) trouble() *document.Problem {
	if r == nil {
		return nil
	}
	return r.problem
}

// inverted reports whether the Decode array of s changes light to dark.
func (f *file) inverted(s *stream) bool {
	d := f.array(either(s.dict, "Decode", "D"))
	return len(d) >= 2 && f.number(d[0], 0) > f.number(d[1], 1)
}

// jpeg decodes data.
func (r *raster) jpeg(data []byte) error {
	c, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return errImage
	}
	if c.Width < 1 || c.Height > maxPixels/c.Width {
		return errPixels
	}
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return errImage
	}
	r.w, r.h = c.Width, c.Height
	r.pix = make([]byte, r.w*r.h)
	for y := range r.h {
		to := r.pix[y*r.w:][:r.w]
		switch img := img.(type) {
		case *image.YCbCr:
			copy(to, img.Y[y*img.YStride:])
		case *image.Gray:
			copy(to, img.Pix[y*img.Stride:])
		default:
			for x := range to {
				to[x] = color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y
			}
		}
	}
	return nil
}

// fax decodes data as fax machines code (ISO 32000-1, 7.4.6). Lines that do not
// decode are white.
func (r *raster) fax(f *file, data []byte, parm dict, inverted bool) error {
	k := f.int(parm.get("K"), 0)
	if k > 0 {
		return errCoding // lines of one and of two dimensions in turn
	}
	format := ccitt.Group3
	if k < 0 {
		format = ccitt.Group4
	}
	columns := f.int(parm.get("Columns"), 1728)
	if columns < 1 || r.h > maxPixels/columns {
		return errPixels
	}
	black1, _ := f.resolve(parm.get("BlackIs1")).(bool)
	align, _ := f.resolve(parm.get("EncodedByteAlign")).(bool)
	g := image.NewGray(image.Rect(0, 0, columns, r.h))
	for i := range g.Pix {
		g.Pix[i] = 255
	}
	_ = ccitt.DecodeIntoGray(g, bytes.NewReader(data), ccitt.MSB, format, &ccitt.Options{Align: align})
	r.w, r.pix = columns, g.Pix
	if black1 != inverted {
		for i, v := range r.pix {
			r.pix[i] = 255 - v
		}
	}
	return nil
}

// samples reads data as samples of so many bits, of the colour space of s.
func (r *raster) samples(f *file, s *stream, data []byte, bits int) error {
	space := f.space(either(s.dict, "ColorSpace", "CS"), 0)
	if r.stencil {
		bits, space = 1, colorSpace{n: 1}
	}
	switch bits {
	case 1, 2, 4, 8, 16:
	default:
		return errImage
	}
	row := (r.w*bits*space.n + 7) / 8
	r.pix = make([]byte, r.w*r.h)
	for i := range r.pix {
		r.pix[i] = 255
	}
	inverted := f.inverted(s)
	line := make([]byte, r.w*space.n)
	for y := 0; y < r.h && (y+1)*row <= len(data); y++ {
		unpack(line, data[y*row:][:row], bits, space.table == nil)
		if inverted && space.table == nil {
			for i, v := range line {
				line[i] = 255 - v
			}
		}
		space.gray(r.pix[y*r.w:][:r.w], line)
	}
	if len(data) < row {
		return errImage
	}
	return nil
}

// unpack fills line with samples of that many bits, scaled to 0 to 255 if full is
// set.
func unpack(line, data []byte, bits int, full bool) {
	switch bits {
	case 8:
		copy(line, data)
		return
	case 16:
		for i := range line {
			line[i] = data[2*i]
		}
		return
	}
	most := byte(1<<bits - 1)
	scale := byte(1)
	if full {
		scale = 255 / most
	}
	for i := range line {
		at := i * bits
		line[i] = data[at/8] >> (8 - bits - at%8) & most * scale
	}
}

// A colorSpace turns samples into brightness.
type colorSpace struct {
	n     int    // samples of a pixel
	ink   bool   // more of it is darker
	table []byte // brightness of the colours of a palette
}

// space returns the colour space v (ISO 32000-1, 8.6).
func (f *file) space(v any, depth int) colorSpace {
	const deep = 4
	a := f.array(v)
	kind := f.name(v)
	if len(a) > 0 {
		kind = f.name(a[0])
	}
	switch kind {
	case "DeviceRGB", "RGB", "CalRGB", "Lab":
		return colorSpace{n: 3}
	case "DeviceCMYK", "CMYK":
		return colorSpace{n: 4, ink: true}
	case "Separation":
		return colorSpace{n: 1, ink: true}
	case "DeviceN":
		if len(a) > 1 {
			return colorSpace{n: max(1, min(len(f.array(a[1])), 32)), ink: true}
		}
	case "ICCBased":
		if len(a) > 1 {
			n := f.int(f.dict(a[1]).get("N"), 1)
			return colorSpace{n: max(1, min(n, 4)), ink: n == 4}
		}
	case "Indexed", "I":
		if len(a) > 3 && depth < deep {
			return f.palette(f.space(a[1], depth+1), a[3])
		}
	}
	return colorSpace{n: 1}
}

// palette returns the colour space of a palette with colours of base.
func (f *file) palette(base colorSpace, v any) colorSpace {
	var colours []byte
	switch v := f.resolve(v).(type) {
	case text:
		colours = []byte(v)
	case *stream:
		colours = f.decode(v)
	}
	const most = 256
	n := min(most, len(colours)/base.n)
	table := make([]byte, most)
	if base.table == nil {
		base.gray(table[:n], colours)
	}
	return colorSpace{n: 1, table: table}
}

// gray fills to with the brightness of pixels.
func (c colorSpace) gray(to, samples []byte) {
	switch {
	case c.table != nil:
		for i := range to {
			to[i] = c.table[samples[i]]
		}
	case c.ink:
		for i := range to {
			dark := 0
			for k, v := range samples[i*c.n:][:c.n] {
				weight := 255
				if c.n == 4 {
					weight = [...]int{76, 150, 29, 255}[k] // ITU-R BT.601, of what inks take away
				}
				dark += int(v) * weight / 255
			}
			to[i] = byte(255 - min(dark, 255))
		}
	case c.n >= 3:
		for i := range to {
			p := samples[i*c.n:]
			to[i] = byte((299*int(p[0]) + 587*int(p[1]) + 114*int(p[2])) / 1000)
		}
	default:
		for i := range to {
			to[i] = samples[i*c.n]
		}
	}
}
