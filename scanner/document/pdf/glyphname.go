package pdf

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// unmappedGlyph is shown in the place of a character that has no meaning.
const unmappedGlyph = "\uFFFD"

// glyphText returns the text of the glyph of that name (Adobe Glyph List
// Specification, 2); "" if it has none.
func glyphText(name string) string {
	if r := glyphRune(name); r > 0 {
		return runeText(r)
	}
	name, _, _ = strings.Cut(name, ".")
	if r := glyphRune(name); r > 0 {
		return runeText(r)
	}
	if !strings.Contains(name, "_") {
		return ""
	}
	var out strings.Builder
	for part := range strings.SplitSeq(name, "_") {
		r := glyphRune(part)
		if r == 0 {
			return ""
		}
		out.WriteString(runeText(r))
	}
	return out.String()
}

// glyphRune returns the character of the glyph of that name; 0 if it has none.
func glyphRune(name string) rune {
	i, found := slices.BinarySearchFunc(glyphNames[:], name, func(g struct {
		name string
		r    uint16
	}, name string) int {
		return strings.Compare(g.name, name)
	})
	if found {
		return rune(glyphNames[i].r)
	}
	hex, ok := strings.CutPrefix(name, "uni")
	if ok && len(hex) >= 4 {
		hex = hex[:4]
	} else if hex, ok = strings.CutPrefix(name, "u"); !ok || len(hex) < 4 || len(hex) > 6 {
		return 0
	}
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || !utf8.ValidRune(rune(n)) {
		return 0
	}
	return rune(n)
}

// numberedGlyph returns the number in a name such as "a65" or "G65"; 0 if it is
// no such name.
func numberedGlyph(name string) int {
	digits := strings.TrimLeft(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
	if len(digits) == len(name) || len(digits) < 2 || len(digits) > 3 || len(name)-len(digits) > 2 {
		return 0
	}
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// ligatures are the texts of the characters U+FB00 to U+FB06.
var ligatures = [...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}

// asciiText has the characters of ASCII, so that their texts are parts of it.
const asciiText = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"

// runeText returns what stands for r in a text: a blank for white space, letters
// for ligatures, and nothing for characters without width.
func runeText(r rune) string {
	switch {
	case r > ' ' && r <= '~':
		return asciiText[r-' ' : r-' '+1]
	case r == ' ', r == '\t', r == '\n', r == '\r', r == 0xA0, r >= 0x2000 && r <= 0x200A, r == 0x2028, r == 0x2029,
		r == 0x202F, r == 0x205F, r == 0x3000:
		return " "
	case r >= 0x200B && r <= 0x200F, r == 0xFEFF, r == 0x2060:
		return ""
	case r < ' ', r >= 0x7F && r < 0xA0, r >= 0xFFFE && r <= 0xFFFF, !utf8.ValidRune(r):
		return unmappedGlyph
	case r >= 0xFB00 && r <= 0xFB06:
		return ligatures[r-0xFB00]
	case isRTL(r) && r > 0xFB00:
		return asSeen([]rune(norm.NFKC.String(string(r)))) // the forms of Arabic letters
	}
	return string(r)
}

// cleanText returns the characters of s as runeText gives them, without blanks
// at its ends.
func cleanText(s []rune) string {
	if len(s) == 1 {
		return runeText(s[0])
	}
	if slices.ContainsFunc(s, isRTL) && !slices.ContainsFunc(s, isLeftToRight) {
		return asSeen(s)
	}
	var out strings.Builder
	blank := false
	for _, r := range s {
		t := runeText(r)
		if t == " " {
			blank = true
			continue
		}
		if blank && out.Len() > 0 && t != "" {
			out.WriteByte(' ')
		}
		blank = blank && t == ""
		out.WriteString(t)
	}
	if out.Len() == 0 && blank {
		return " "
	}
	return out.String()
}
