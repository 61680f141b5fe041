package rtf

import (
	"exposed/scanner/document/rtftoken"
	"exposed/scanner/mailbox/mapi"
)

// control reads what follows a backslash.
func (r *reader) control() {
	switch c := r.Control(); c.Symbol {
	case 0:
		r.perform(c)
	case '\'':
		r.hex(c.N)
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
		r.char(c.Symbol)
	}
}

// hex takes a character given by its number; -1: it is none.
func (r *reader) hex(c int) {
	switch {
	case c < 0:
	case r.drop > 0:
		r.drop--
	case !r.silent():
		r.pending = append(r.pending, byte(c))
	}
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
func (r *reader) perform(c rtftoken.Control) {
	star := r.star
	r.star = false
	if s, ok := symbols[string(c.Word)]; ok {
		r.write(s)
		return
	}
	switch string(c.Word) {
	case "u":
		r.unicode(c.N)
	case "uc":
		r.uc = min(max(c.N, 0), 1000)
	case "bin":
		r.flush()
		r.Skip(c.N)
	case "htmltag":
		r.flush()
		if r.html && star {
			r.tag = true
		} else {
			r.skip = true
		}
	case "htmlrtf":
		r.flush()
		r.rtf = !c.Given || c.N != 0
	case "ansicpg":
		if mapi.Known(c.N) {
			r.page0 = c.N
		}
	case "f", "fcharset", "cpg", "plain":
		r.setFont(string(c.Word), c.N)
	default:
		if destinations[string(c.Word)] || star {
			r.flush()
			r.skip, r.inFonts = true, string(c.Word) == "fonttbl"
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
	case word == "fcharset" && r.inFonts && rtftoken.Charset(n) != 0:
		r.fonts[r.font] = rtftoken.Charset(n)
	}
}

// unicode writes the character \u of number n, or waits for its other half.
func (r *reader) unicode(n int) {
	r.flush()
	if c, ok := r.Unicode(n); ok {
		r.drop = 0
		r.write(string(c))
	}
	r.drop = r.uc
}
