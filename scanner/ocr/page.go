package ocr

import (
	"bytes"
	"context"
	"errors"
	"image"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Modes in which tesseract lays a page out.
const (
	findBlocks = "3"
	oneBlock   = "6"
	turning    = "0" // tells how the page is turned, and reads nothing
)

// Mean confidences of the letters of a reading.
const (
	sure   = 85 // from which nothing else is tried
	unsure = 55 // below which the page may lie on its side
)

// page returns the words of p.
func (e *Engine) page(ctx context.Context, p page, deadline time.Duration) ([]Word, error) {
	ctx, stop := context.WithTimeout(ctx, deadline)
	defer stop()
	if p.whole != nil {
		words, err := e.words(ctx, p.whole, findBlocks)
		return sensible(words), err
	}
	r, ok := prepare(p.gray, p.stretch)
	if !ok {
		return nil, ctx.Err()
	}
	words, err := e.best(ctx, r.gray)
	if err != nil {
		return nil, err
	}
	if confidence(words) < unsure || upended(words) {
		words, err = e.turned(ctx, p, r.gray, words)
	}
	return sensible(words), err
}

// best reads g as blocks and, unless that goes well, as one block: receipts and
// forms are torn where blocks are looked for.
func (e *Engine) best(ctx context.Context, g *image.Gray) ([]Word, error) {
	file := pgm(g)
	words, err := e.words(ctx, file, findBlocks)
	if err != nil || confidence(words) >= sure {
		return words, err
	}
	again, err := e.words(ctx, file, oneBlock)
	const clearly = 1.02
	if worth(again) > clearly*worth(words) {
		words = again
	}
	return words, err
}

// turned reads p again, as g of it says that it lies on its side or on its
// head. It returns words if that does not make sense either.
func (e *Engine) turned(ctx context.Context, p page, g *image.Gray, words []Word) ([]Word, error) {
	turn, err := e.orientation(ctx, pgm(g))
	if err != nil || turn == 1 {
		return words, err
	}
	stretch := p.stretch
	if turn >= 5 && stretch > 0 {
		stretch = 1 / stretch
	}
	r, ok := prepare(oriented(p.gray, turn), stretch)
	if !ok {
		return words, nil
	}
	again, err := e.best(ctx, r.gray)
	if err == nil && (upended(words) || worth(again) > worth(words)) {
		words = again
	}
	return words, err
}

// orientation returns how the page in file is to be turned, as Exif counts; 1 if
// tesseract cannot tell.
func (e *Engine) orientation(ctx context.Context, file []byte) (int, error) {
	out, err := e.run(ctx, file, "stdin", "stdout", "-l", "osd", "--dpi", "300", "--psm", turning, "-c", "min_characters_to_try=15")
	if err != nil {
		if errors.Is(err, ctx.Err()) && ctx.Err() != nil {
			return 1, err
		}
		return 1, nil // too few letters, or no data to tell
	}
	degrees := ""
	for row := range bytes.Lines(out) {
		if v, ok := strings.CutPrefix(string(row), "Rotate:"); ok {
			degrees = strings.TrimSpace(v)
		}
	}
	switch n, _ := strconv.Atoi(degrees); n {
	case 90:
		return 6, nil
	case 180:
		return 3, nil
	case 270:
		return 8, nil
	}
	return 1, nil
}

// confidence returns the mean confidence of the letters of words; 0 without any.
func confidence(words []Word) float64 {
	sum, n := 0.0, 0
	for _, w := range words {
		sum += w.Confidence * float64(len(w.Text))
		n += len(w.Text)
	}
	return sum / float64(max(1, n))
}

// upended reports whether most words are taller than wide: tesseract reads what
// runs down the page as well, but its lines do not follow each other then.
func upended(words []Word) bool {
	const long = 4 // letters of a word that is wider than tall
	tall, n := 0, 0
	for _, w := range words {
		if len(w.Text) >= long {
			n++
			if w.Box.Dy() > w.Box.Dx() {
				tall++
			}
		}
	}
	return 2*tall > n
}

// worth tells readings of a page apart: letters count by how sure they are, and
// guesses count against it.
func worth(words []Word) float64 {
	const guess = 50
	sum := 0.0
	for _, w := range words {
		sum += (w.Confidence - guess) * float64(len(w.Text))
	}
	return sum
}

// sensible returns words without what is seen in pictures and is no text: lines
// of guesses, and specks.
func sensible(words []Word) []Word {
	const guesses, speck = 30, 60
	var out []Word
	for len(words) > 0 {
		n := 1
		for n < len(words) && words[n].line == words[0].line {
			n++
		}
		if confidence(words[:n]) >= guesses {
			for _, w := range words[:n] {
				if w.Confidence >= speck || strings.ContainsFunc(w.Text, letter) {
					out = append(out, w)
				}
			}
		}
		words = words[n:]
	}
	return out
}

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
