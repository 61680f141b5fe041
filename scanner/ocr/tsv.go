package ocr

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"strconv"
	"strings"
)

// A Word is a word of a picture.
type Word struct {
	Text        string
	Box         image.Rectangle // in the picture as it was prepared
	Confidence  float64         // 0 to 100
	block, line int             // as tesseract lays them out; lines of all blocks are numbered
}

// pgm returns g as a file in the format PGM.
func pgm(g *image.Gray) []byte {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := make([]byte, 0, 32+w*h)
	out = fmt.Appendf(out, "P5 %d %d 255\n", w, h)
	for y := range h {
		out = append(out, g.Pix[y*g.Stride:][:w]...)
	}
	return out
}

// words returns the words of an image file, which is laid out as mode tells.
func (e *Engine) words(ctx context.Context, file []byte, mode string) ([]Word, error) {
	out, err := e.run(ctx, file, "stdin", "stdout", "-l", e.langs, "--dpi", "300", "--psm", mode, "-c", "tessedit_create_tsv=1")
	if err != nil {
		return nil, err
	}
	return parse(out), nil
}

// parse returns the words of a TSV file of tesseract: level, page, block,
// paragraph, line and word number, left, top, width, height, confidence, text.
func parse(tsv []byte) []Word {
	var out []Word
	line, last := 0, [3]string{}
	for row := range bytes.Lines(tsv) {
		const columns, word = 12, "5"
		f := strings.SplitN(strings.TrimRight(string(row), "\r\n"), "\t", columns)
		if len(f) < columns || f[0] != word {
			continue
		}
		var n [4]int
		for i := range n {
			n[i], _ = strconv.Atoi(f[6+i])
		}
		w := Word{Text: strings.ToValidUTF8(strings.TrimSpace(f[11]), ""), Box: image.Rect(n[0], n[1], n[0]+n[2], n[1]+n[3])}
		w.Confidence, _ = strconv.ParseFloat(f[10], 64)
		w.block, _ = strconv.Atoi(f[2])
		if at := [3]string{f[2], f[3], f[4]}; at != last {
			line, last = line+1, at
		}
		w.line = line
		if w.Text != "" {
			out = append(out, w)
		}
	}
	return out
}
