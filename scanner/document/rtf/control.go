package rtf

import (
	"exposed/scanner/document/rtftoken"
	"exposed/scanner/mailbox/mapi"
)

// control reads what follows a backslash.
func (r *reader) control() {
	switch c := r.Control(); c.Symbol {
	case 0:
		r.perform(c.Word, c.N, c.Given)
	case '\'':
		r.escaped(c.N)
	case '*':
		r.star = true
	case '~':
		r.special("\u00a0")
	case '_':
		r.special("-")
	case '-', ':', '|':
	case '\r', '\n':
		r.flush()
		r.paragraph()
	default:
		r.char(c.Symbol)
	}
}

// escaped takes a character given by its number; -1: it is none.
func (r *reader) escaped(c int) {
	switch {
	case c < 0:
	case r.drop > 0:
		r.drop--
	case r.dest != skipped && r.dest != upr && r.dest != picture && r.dest != object:
		r.bytes = append(r.bytes, byte(c))
	}
}

// special writes a character that a control word stands for.
func (r *reader) special(s string) {
	if r.drop > 0 {
		r.drop--
		return
	}
	r.flush()
	r.write(s)
}

// symbols are the control words that stand for text (RTF 1.9.1, "Special
// characters").
var symbols = map[string]string{
	"tab": "\t", "nestcell": "\t", "nestrow": "\n", "line": "\n", "lbr": "\n",
	"lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "endash": "–", "emdash": "—",
	"enspace": "\u2002", "emspace": "\u2003", "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c",
}

// destinations are those that hold no text of the document, or text that others
// have as well.
var destinations = map[string]bool{
	"colortbl": true, "stylesheet": true, "filetbl": true, "listtable": true, "listoverridetable": true, "revtbl": true, "rsidtbl": true,
	"themedata": true, "colorschememapping": true, "datastore": true, "latentstyles": true, "xmlnstbl": true, "generator": true,
	"nonshppict": true, "nonesttables": true, "pntext": true, "listtext": true, "ftnsep": true, "ftnsepc": true, "aftnsep": true, "aftnsepc": true,
	"ftncn": true, "aftncn": true, "atnid": true, "atntime": true, "atndate": true, "bkmkstart": true, "bkmkend": true, "fchars": true, "lchars": true,
	"objclass": true, "objname": true, "mhtmltag": true, "htmltag": true, "template": true, "listname": true, "pnseclvl": true, "shprslt": true,
	"revtim": true, "creatim": true, "printim": true, "buptim": true, "hlinkbase": true, "passwordhash": true, "blipuid": true, "blipupi": true,
	"picprop": true, "datafield": true, "formfield": true, "wgrffmtfilter": true, "panose": true, "falt": true, "fontemb": true,
}

// labels are the properties of a file, as Office calls them.
var labels = map[string]string{
	"title": "Title", "subject": "Subject", "author": "Author", "operator": "Last saved by", "manager": "Manager", "company": "Company",
	"category": "Category", "keywords": "Keywords", "comment": "Comments", "doccomm": "Comments", "staticval": "staticval", "propname": "propname",
}

// boxes are destinations whose text stands beside the text.
var boxes = map[string]bool{
	"header": true, "headerl": true, "headerr": true, "headerf": true, "footer": true, "footerl": true, "footerr": true, "footerf": true,
	"footnote": true, "annotation": true, "shptxt": true, "dptxbxtext": true, "xe": true, "tc": true,
}

// transparent are destinations that readers may pass over and that hold others.
var transparent = map[string]bool{
	"shppict": true, "shpinst": true, "do": true, "ud": true, "userprops": true, "object": true, "moMath": true, "background": true, "txfieldresult": true,
}

// perform does what a control word says.
func (r *reader) perform(w []byte, n int, given bool) {
	star := r.star
	r.star = false
	if s, ok := symbols[string(w)]; ok {
		r.special(s)
		return
	}
	switch string(w) {
	case "u":
		r.unicode(n)
		return
	case "bin":
		r.flush()
		data := r.Skip(n)
		if r.dest == picture || r.dest == object {
			r.media.data = append(r.media.data, data...)
		}
		return
	case "uc":
		r.uc = min(max(n, 0), 1000)
		return
	}
	if r.dest == skipped && !r.again(w) {
		return
	}
	r.flush()
	switch string(w) {
	case "par", "sect", "page", "column":
		r.paragraph()
	case "cell":
		if r.dest == body {
			r.endCell()
		}
	case "row":
		if r.dest == body {
			r.endRow()
		}
	case "trowd":
		r.row = true
	case "intbl":
		r.inTable = true
	case "pard":
		r.inTable = false
	case "deleted":
		r.deleted = !given || n != 0
	case "revised":
		r.revised = !given || n != 0
	case "ansicpg", "mac", "pc", "pca", "f", "fcharset", "cpg", "plain", "fonttbl":
		r.charset(string(w), n)
	default:
		r.destination(string(w), star, n)
	}
}

// again reports whether w starts the text with Unicode that is given instead of
// that before it.
func (r *reader) again(w []byte) bool {
	n := len(r.stack)
	return string(w) == "ud" && n > 0 && r.stack[n-1].dest == upr
}

// destination starts what a group is for.
func (r *reader) destination(w string, star bool, n int) {
	if r.dest == picture || r.dest == object {
		if r.media.kind(w, n) {
			return
		}
	}
	label, isLabel := labels[w]
	switch {
	case w == "field":
		if len(r.fields) >= maxFields {
			r.many++
			break
		}
		r.fields, r.field = append(r.fields, field{}), true
	case w == "fldinst":
		r.begin(code)
	case w == "fldrslt":
		if k := len(r.fields); k > 0 {
			r.fields[k-1].at = len(r.Paragraph())
		}
	case w == "pict":
		r.begin(picture)
		r.media = media{}
	case w == "objdata":
		r.begin(object)
		r.media = media{}
	case w == "atnauthor":
		r.begin(author)
	case w == "sn":
		r.begin(shapeName)
	case w == "sv":
		r.begin(shapeText)
	case w == "upr":
		r.dest = upr
	case w == "ud":
		r.dest = r.before()
	case w == "docvar":
		r.label = ""
		r.begin(property)
	case isLabel:
		r.label = label
		r.begin(property)
	case boxes[w]:
		r.openBox()
	case w == "info" || transparent[w]:
	case destinations[w] || star:
		r.dest = skipped
	}
}

// begin starts a destination that ends with its group.
func (r *reader) begin(d destination) {
	r.dest, r.ends, r.value = d, true, r.value[:0]
}

// before returns what the text around \upr is for.
func (r *reader) before() destination {
	for i := len(r.stack) - 1; i >= 0; i-- {
		if d := r.stack[i].dest; d != upr && d != skipped {
			return d
		}
	}
	return body
}

// openBox starts text beside the text.
func (r *reader) openBox() {
	if r.box || len(r.stack) == 0 {
		return
	}
	r.OpenBox()
	r.box, r.inBox, r.dest = true, true, body
	if r.who != "" {
		r.String(r.who + ": ")
		r.who = ""
	}
}

// charset follows the fonts, whose character set is the code page of the text.
func (r *reader) charset(w string, n int) {
	switch w {
	case "ansicpg":
		if mapi.Known(n) {
			r.page0 = n
		}
	case "mac":
		r.page0 = 10000
	case "pc":
		r.page0 = 437
	case "pca":
		r.page0 = 850
	case "fonttbl":
		r.dest = fonts
	case "plain":
		r.page = 0
	case "f":
		if r.dest == fonts {
			r.font = n
		} else {
			r.page = r.fonts[n]
		}
	case "cpg":
		if r.dest == fonts && mapi.Known(n) {
			r.setFont(n)
		}
	case "fcharset":
		if r.dest == fonts && rtftoken.Charset(n) != 0 {
			r.setFont(rtftoken.Charset(n))
		}
	}
}

// setFont notes the code page of the font that the table describes.
func (r *reader) setFont(page int) {
	if len(r.fonts) >= maxFonts {
		r.many++
		return
	}
	r.fonts[r.font] = page
}

// unicode writes the character \u of number n, or waits for its other half.
func (r *reader) unicode(n int) {
	r.flush()
	r.drop = 0
	if c, ok := r.Unicode(n); ok {
		r.write(string(c))
	}
	r.drop = r.uc
}
