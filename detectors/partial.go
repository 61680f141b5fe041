package detectors

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// partialElements are what the last digits of a value can be given of.
const partialElements = set(1<<AccountNumber | 1<<PaymentCard | 1<<SSN | 1<<Phone | 1<<BankAccount | 1<<IMEI | 1<<ICCID)

// partialNumber takes the last digits of a value that is masked or said to
// end so: "***-**-6789", "card ending in 4242".
func (w *work) partialNumber(c *candidate) int {
	if c.n > 1 || c.lens[0] < 2 || c.lens[0] > 6 {
		return 0
	}
	if e := w.anotherPartial(c); e != None {
		return w.addPartial(c, found{element: e})
	}
	stars := w.maskBefore(c)
	ending := stars < 2 && w.endingBefore(c)
	if stars == 0 && !ending {
		return 0
	}
	l := w.label(c.text, c.tok, c.tok+1, partialElements)
	switch {
	case l.element == None && ending && w.endingOf(c, numberWords):
		l.element = Phone
	case l.element == None && stars > 0 && c.start >= 7 && ssnMask(c.text[c.start-7:c.start]):
		l.element = SSN
	case stars == 1 && (l.element != PaymentCard && l.element != AccountNumber || c.text[c.start-1] != '*' && c.text[c.start-1]&^0x20 != 'X'):
		return 0
	}
	if l.element == None || stars == 0 && !w.clean(c, 1) {
		return 0
	}
	return w.addPartial(c, l)
}

func (w *work) addPartial(c *candidate, l found) int {
	w.add(Finding{Element: l.element, Start: int(w.toks[c.tok].start), End: int(w.toks[c.tok].end), Value: c.first(1), Confidence: .9, Partial: true, Why: "last digits; label"})
	if l.mark != nil {
		l.mark.used = int32(c.tok + 1)
	}
	return 1
}

// behindMask takes the last digits that a mask of x stands close before: "xxxx4242".
func (w *work) behindMask(text string, i int) int {
	t := &w.toks[i-1]
	if t.kind == number || t.end-t.start > 16 || text[t.start]&^0x20 != 'X' || strings.Trim(text[t.start:t.end], "xX") != "" || t.glued {
		return 0
	}
	var c candidate
	w.candidate(text, i, &c)
	return w.partialNumber(&c)
}

// anotherPartial returns the element of the last digits that stand before c with
// a conjunction between: "cards ending in 4242 and 1881".
func (w *work) anotherPartial(c *candidate) Element {
	out := w.found()
	if len(out) == 0 || c.tok == 0 {
		return None
	}
	last := &out[len(out)-1]
	if !last.Partial || last.End-last.Start != int(c.lens[0]) || c.start-last.End > 6 || c.start < last.End || !w.clean(c, 1) {
		return None
	}
	switch strings.TrimSpace(c.text[last.End:c.start]) {
	case "and", "&", ",", ", and", "y", "or", "/", "o":
		return last.Element
	}
	return None
}

// numberWords are what ends in digits where nothing else is named.
var numberWords = hashSet("number", "line", "numero", "linea")

// endingOf reports whether one of words stands right before what says that a value ends so.
func (w *work) endingOf(c *candidate, words wordSet) bool {
	for i := c.tok - 1; i >= 0 && i >= c.tok-4; i-- {
		if words.has(w.toks[i].hash) && w.toks[i].kind != number {
			return true
		}
		if !endingWords.has(w.toks[i].hash) && w.toks[i].flags&fillerWord == 0 {
			return false
		}
	}
	return false
}

// ssnMask reports whether s hides the first five digits of a social security number.
func ssnMask(s string) bool {
	return s[3] == '-' && s[6] == '-' && strings.Trim(s, "*xX#-") == ""
}

// hidingSigns stand in place of digits, besides those of ASCII.
const hidingSigns = "•●∙·×✕✗∗＊⁎■█▪▮□○◦…Хх"

// maskBefore counts the signs that hide digits before c, three dots as two.
func (w *work) maskBefore(c *candidate) int {
	p, stars, dots := c.start-1, 0, 0
	for ; p >= 0 && c.start-p < 24; p-- {
		switch c.text[p] {
		case '*', 'x', 'X', '#', '_':
			stars++
		case '.':
			if dots++; dots == 3 {
				stars += 2
			}
		case '-', ' ', '(', ')':
		default:
			if c.text[p] >= utf8.RuneSelf {
				if c.text[p] < 0xC0 {
					continue // within a character
				}
				r, _ := utf8.DecodeRuneInString(c.text[p:])
				switch {
				case strings.ContainsRune(hidingSigns, r):
					stars += 2
				case !unicode.IsSpace(r) && r != '–' && r != '‑':
					return stars
				}
				continue
			}
			if stars > 0 && wordByte(c.text[p]) && c.text[p+1]&^0x20 == 'X' {
				return 0 // the end of a word
			}
			return stars
		}
	}
	return stars
}

// endingWords stand between a label and the last digits of its value.
var (
	endingWords = hashSet("ending", "ends", "digits", "terminada", "terminado", "termina", "finishing")
	lastWords   = hashSet("last", "ultimos", "final")
	fourWords   = hashSet("four", "cuatro", "digits", "digitos", "five", "cinco")
)

// endingBefore reports whether the words before c say that it is the end of a
// value: "ending in", "last 4 of the card".
func (w *work) endingBefore(c *candidate) bool {
	few := false
	for i := c.tok - 1; i >= 0 && i >= c.tok-6; i-- {
		t := &w.toks[i]
		switch {
		case t.kind == number:
			if t.end-t.start > 1 {
				return false
			}
			few = true
		case endingWords.has(t.hash), lastWords.has(t.hash) && few:
			return true
		case fourWords.has(t.hash):
			few = true
		case t.flags&(fillerWord|labelStart) == 0:
			return false
		}
	}
	return false
}
