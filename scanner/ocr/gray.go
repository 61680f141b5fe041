package ocr

import (
	"image"
	"image/color"
)

// grayOf returns the brightness of img over white.
func grayOf(img image.Image) *image.Gray {
	b := img.Bounds()
	out := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	line := lineOf(img)
	for y := range b.Dy() {
		line(out.Pix[y*out.Stride:][:b.Dx()], b.Min.Y+y)
	}
	return out
}

// lineOf returns what fills a line with the brightness of line y of img.
func lineOf(img image.Image) func(to []byte, y int) {
	switch img := img.(type) {
	case *image.Gray:
		return func(to []byte, y int) { copy(to, img.Pix[img.PixOffset(img.Rect.Min.X, y):]) }
	case *image.YCbCr:
		return func(to []byte, y int) { copy(to, img.Y[img.YOffset(img.Rect.Min.X, y):]) }
	case *image.NRGBA:
		return func(to []byte, y int) {
			p := img.Pix[img.PixOffset(img.Rect.Min.X, y):]
			for x := range to {
				q := p[4*x:][:4]
				to[x] = over(luma(q[0], q[1], q[2]), q[3])
			}
		}
	case *image.RGBA:
		return func(to []byte, y int) {
			p := img.Pix[img.PixOffset(img.Rect.Min.X, y):]
			for x := range to {
				q := p[4*x:][:4]
				to[x] = luma(q[0], q[1], q[2]) + 255 - q[3]
			}
		}
	case *image.Paletted:
		return palettedLine(img)
	}
	return func(to []byte, y int) {
		x0 := img.Bounds().Min.X
		for x := range to {
			to[x] = brightness(img.At(x0+x, y))
		}
	}
}

// palettedLine is lineOf of an image with a palette.
func palettedLine(img *image.Paletted) func(to []byte, y int) {
	var table [256]byte
	for i, c := range img.Palette {
		table[i] = brightness(c)
	}
	return func(to []byte, y int) {
		for x, c := range img.Pix[img.PixOffset(img.Rect.Min.X, y):][:len(to)] {
			to[x] = table[c]
		}
	}
}

// luma returns the brightness of a colour (ITU-R BT.601, 2.5.1).
func luma(r, g, b byte) byte {
	return byte((299*int(r) + 587*int(g) + 114*int(b) + 500) / 1000)
}

// over returns brightness y with that alpha over white.
func over(y, alpha byte) byte {
	if alpha == 255 {
		return y
	}
	return byte((int(y)*int(alpha) + 255*(255-int(alpha)) + 127) / 255)
}

// brightness returns that of c over white.
func brightness(c color.Color) byte {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return over(luma(n.R, n.G, n.B), n.A)
}

// oriented returns g as it is to be looked at, with that orientation as Exif
// tells it (CIPA DC-008, 4.6.5.1: 1 to 8).
func oriented(g *image.Gray, orientation int) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	var out *image.Gray
	if orientation >= 5 {
		out = image.NewGray(image.Rect(0, 0, h, w))
	} else {
		out = image.NewGray(image.Rect(0, 0, w, h))
	}
	ow, oh := out.Rect.Dx(), out.Rect.Dy()
	start, right, down := 0, 1, g.Stride // in g, of steps in out
	switch orientation {
	case 2:
		start, right = w-1, -1
	case 3:
		start, right, down = (h-1)*g.Stride+w-1, -1, -g.Stride
	case 4:
		start, down = (h-1)*g.Stride, -g.Stride
	case 5:
		right, down = g.Stride, 1
	case 6:
		start, right, down = (h-1)*g.Stride, -g.Stride, 1
	case 7:
		start, right, down = (h-1)*g.Stride+w-1, -g.Stride, -1
	case 8:
		start, right, down = w-1, g.Stride, -1
	default:
		return g
	}
	for y := range oh {
		at := start + y*down
		for x := range ow {
			out.Pix[y*out.Stride+x] = g.Pix[at]
			at += right
		}
	}
	return out
}
