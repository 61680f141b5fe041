package rtf

import (
	"bytes"
	"unicode/utf16"

	"exposed/scanner/mailbox/mapi"
)

// control reads what follows a backslash.
func (r *reader) control() {
	if r.at >= len(r.in) {
		return
	}
	c := r.in[r.at]
	if c|0x20 >= 'a' && c|0x20 <= 'z' {
		word, n, given := r.word()
		r.perform(word, n, given)
		return
	}
	r.at++
	switch c {
	case '\'':
		r.hex()
	case '*':
		r.star = true
	case '~':
		r.write("\u00a0")
	case '_':
		r.write("\u2011")
	case '-', ':', '|':
	case '\r', '\n':
		r.write("\r\n")
	default:
		r.char(c)
	}
}

// word reads a control word and its number.
func (r *reader) word() (word string, n int, given bool) {
	start := r.at
	for r.at < len(r.in) && r.in[r.at]|0x20 >= 'a' && r.in[r.at]|0x20 <= 'z' {
		r.at++
	}
	word = string(r.in[start:min(r.at, start+32)])
	minus := r.at+1 < len(r.in) && r.in[r.at] == '-' && r.in[r.at+1] >= '0' && r.in[r.at+1] <= '9'
	if minus {
		r.at++
	}
	for r.at < len(r.in) && r.in[r.at] >= '0' && r.in[r.at] <= '9' {
		n, given = min(10*n+int(r.in[r.at]-'0'), 1<<31-1), true
		r.at++
	}
	if minus {
		n = -n
	}
	if r.at < len(r.in) && r.in[r.at] == ' ' {
		r.at++
	}
	return word, n, given
}

// hex takes a character given by two hexadecimal digits.
func (r *reader) hex() {
	if r.at+2 > len(r.in) {
		r.at = len(r.in)
		return
	}
	hi, lo := digit(r.in[r.at]), digit(r.in[r.at+1])
	if hi < 0 || lo < 0 {
		return
	}
	r.at += 2
	c := byte(hi<<4 | lo)
	if r.drop > 0 {
		r.drop--
	} else if !r.silent() {
		r.pending = append(r.pending, c)
	}
}

func digit(c byte) int {
	return bytes.IndexByte([]byte("0123456789abcdef"), c|0x20)
}

// symbols are the control words that stand for text (MS-OXRTFEX 3.1.3.4).
var symbols = map[string]string{
	"par": "\r\n", "line": "\r\n", "sect": "\r\n", "page": "\r\n", "row": "\r\n",
	"tab": "\t", "cell": "\t", "nestcell": "\t", "nestrow": "\r\n",
	"lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
	"bullet": "•", "endash": "–", "emdash": "—", "enspace": "\u2002", "emspace": "\u2003",
	"zwj": "\u200d", "zwnj": "\u200c",
}

// destinations are those that hold no text of the document.
var destinations = map[string]bool{
	"fonttbl": true, "colortbl": true, "stylesheet": true, "info": true, "pict": true, "object": true,
	"filetbl": true, "listtable": true, "listoverridetable": true, "revtbl": true, "rsidtbl": true,
	"themedata": true, "colorschememapping": true, "datastore": true, "latentstyles": true, "xmlnstbl": true,
	"mhtmltag": true, "generator": true,
}

// perform does what a control word says.
func (r *reader) perform(word string, n int, given bool) {
	star := r.star
	r.star = false
	if s, ok := symbols[word]; ok {
		r.write(s)
		return
	}
	switch word {
	case "u":
		r.unicode(n)
	case "uc":
		r.uc = min(max(n, 0), 1000)
	case "bin":
		r.flush()
		r.at = min(r.at+max(n, 0), len(r.in))
	case "htmltag":
		r.flush()
		if r.html && star {
			r.tag = true
		} else {
			r.skip = true
		}
	case "htmlrtf":
		r.flush()
		r.rtf = !given || n != 0
	case "ansicpg":
		if mapi.Known(n) {
			r.page0 = n
		}
	case "f", "fcharset", "cpg", "plain":
		r.setFont(word, n)
	default:
		if destinations[word] || star {
			r.flush()
			r.skip, r.inFonts = true, word == "fonttbl"
		}
	}
}

// setFont follows the fonts, whose character set is the code page of the text.
func (r *reader) setFont(word string, n int) {
	r.flush()
	switch {
	case word == "plain":
		r.page = 0
	case word == "f" && r.inFonts:
		r.font = n
	case word == "f":
		r.page = r.fonts[n]
	case word == "cpg" && r.inFonts && mapi.Known(n):
		r.fonts[r.font] = n
	case word == "fcharset" && r.inFonts && charsets[n] != 0:
		r.fonts[r.font] = charsets[n]
	}
}

// charsets are the code pages of the character sets of fonts.
var charsets = map[int]int{
	77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258,
	177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
}

// unicode writes the character \u of number n, or keeps the first half of it.
func (r *reader) unicode(n int) {
	r.flush()
	c := rune(uint16(n))
	switch {
	case r.high != 0:
		if pair := utf16.DecodeRune(r.high, c); pair != '\ufffd' {
			c = pair
		}
		r.high = 0
	case c >= 0xd800 && c < 0xdc00:
		r.high, r.drop = c, r.uc
		return
	}
	r.drop = 0
	r.write(string(c))
	r.drop = r.uc
}
