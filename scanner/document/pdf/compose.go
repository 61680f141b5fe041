package pdf

import (
	"bytes"
	"image"
	"image/png"
	"math"
)

// imageFile returns pic as an image file; nil if nothing of it decodes, which is
// noted. A JPEG file that is all of it and stands upright is returned as it is.
func (w *writer) imageFile(pic picture) []byte {
	if len(pic.parts) == 1 {
		if file := w.wholeFile(pic.parts[0]); file != nil {
			return file
		}
	}
	out, scale := sheet(w, pic)
	if out == nil {
		w.unread("malformed", "a picture has no size")
		return nil
	}
	shown := false
	for _, d := range pic.parts {
		r, err := w.raster(d.s, true)
		if err != nil {
			p := problemOf(err)
			w.unread(p.Reason, "a picture is not decoded: "+p.Detail)
			continue
		}
		if p := r.problem; p != nil {
			w.unread(p.Reason, "a picture is not decoded in full: "+p.Detail)
		}
		r.paint(out, d.ctm, pic.box, scale)
		shown = true
	}
	if !shown {
		return nil
	}
	var file bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	if enc.Encode(&file, out) != nil {
		return nil
	}
	return file.Bytes()
}

// wholeFile returns the data of image d if these are a file of its own that is
// shown as it is; else nil.
func (w *writer) wholeFile(d drawing) []byte {
	const head = 1 << 16
	names, _ := w.filters(d.s.dict)
	if len(names) == 0 || d.s.get("SMask") != nil || d.s.get("Mask") != nil {
		return nil
	}
	switch names[len(names)-1] {
	case "JPXDecode":
	case "DCTDecode", "DCT":
		upright := d.ctm.a > 0 && d.ctm.d > 0 && math.Abs(d.ctm.b) < 0.01*d.ctm.a && math.Abs(d.ctm.c) < 0.01*d.ctm.d
		exif := bytes.Contains(d.s.raw[:min(len(d.s.raw), head)], []byte("Exif\x00"))
		if !upright || exif || len(names) > 1 || w.inverted(d.s) {
			return nil
		}
	default:
		return nil
	}
	data, _, _, err := w.imageData(d.s, maxStream)
	if err != nil {
		return nil
	}
	return data
}

// sheet returns the white page that the images of pic are painted on, and how
// many of its pixels a point has: as many as the finest image, up to a limit.
func sheet(f *writer, pic picture) (*image.Gray, float64) {
	const finest = 10 // pixels of a point
	scale := 0.0
	for _, d := range pic.parts {
		w, h := f.int(either(d.s.dict, "Width", "W"), 0), f.int(either(d.s.dict, "Height", "H"), 0)
		if x := hypot(d.ctm.a, d.ctm.b); x > 0 {
			scale = max(scale, float64(w)/x)
		}
		if y := hypot(d.ctm.c, d.ctm.d); y > 0 {
			scale = max(scale, float64(h)/y)
		}
	}
	width, height := pic.box[2]-pic.box[0], pic.box[3]-pic.box[1]
	scale = min(scale, finest, math.Sqrt(maxSheet/(width*height)))
	x, y := math.Ceil(width*scale), math.Ceil(height*scale)
	if !(x >= 1 && y >= 1 && x*y <= 2*maxSheet) {
		return nil, 0
	}
	out := image.NewGray(image.Rect(0, 0, int(x), int(y)))
	for i := range out.Pix {
		out.Pix[i] = 255
	}
	return out, scale
}

// paint paints r where m puts it on out, which shows box with scale pixels of a
// point.
func (r *raster) paint(out *image.Gray, m matrix, box [4]float64, scale float64) {
	det := m.a*m.d - m.b*m.c
	if det == 0 || math.IsNaN(det) || math.IsInf(det, 0) {
		return
	}
	on := newDrawing(0, nil, m, 0).box
	x0, x1 := int(max(0, (on[0]-box[0])*scale-1)), int(min(float64(out.Rect.Dx()), (on[2]-box[0])*scale+1))
	y0, y1 := int(max(0, (box[3]-on[3])*scale-1)), int(min(float64(out.Rect.Dy()), (box[3]-on[1])*scale+1))
	for y := y0; y < y1; y++ {
		py := box[3] - (float64(y)+0.5)/scale - m.f
		for x := x0; x < x1; x++ {
			px := box[0] + (float64(x)+0.5)/scale - m.e
			u, v := (px*m.d-py*m.c)/det, 1-(py*m.a-px*m.b)/det
			if u < 0 || u >= 1 || v < 0 || v >= 1 {
				continue
			}
			p := &out.Pix[y*out.Stride+x]
			*p = r.over(*p, u, v)
		}
	}
}

// over returns what is seen of brightness below under the point (u, v) of r,
// whose sides are 1.
func (r *raster) over(below byte, u, v float64) byte {
	p := r.at(u, v)
	switch {
	case r.stencil:
		return min(below, p)
	case r.alpha != nil:
		a := int(r.alpha.at(u, v))
		return byte((int(p)*a + int(below)*(255-a)) / 255)
	}
	return p
}

// at returns the brightness at (u, v).
func (r *raster) at(u, v float64) byte {
	x, y := min(int(u*float64(r.w)), r.w-1), min(int(v*float64(r.h)), r.h-1)
	return r.pix[y*r.w+x]
}
