package pdf

import "strings"

// A cff is a font program in the Compact Font Format (Adobe Technical Note
// 5176).
type cff struct {
	b        []byte
	top      map[int][]int // operands of the top dictionary
	strings  [][]byte
	glyphs   int
	names    []int // string numbers of the glyphs
	standard []string
}

// The operators of top dictionaries; those of two bytes have 12 in their high
// byte.
const (
	charsetOp     = 15
	encodingOp    = 16
	charStringsOp = 17
	rosOp         = 12<<8 | 30
)

// newCFF reads the dictionary and the glyph names of font b; nil if it is none,
// or one whose glyphs have numbers for names.
func newCFF(b []byte) *cff {
	if len(b) < 4 || b[0] != 1 {
		return nil
	}
	c := &cff{b: b}
	_, at := c.index(int(b[2]))
	tops, at := c.index(at)
	c.strings, _ = c.index(at)
	if len(tops) == 0 {
		return nil
	}
	c.top = cffDict(tops[0])
	if c.top[rosOp] != nil {
		return nil
	}
	c.standard = strings.Fields(cffStandardNames)
	shapes, _ := c.index(c.operand(charStringsOp))
	c.glyphs = len(shapes)
	c.readNames()
	return c
}

// operand returns the first operand of a dictionary operator; 0 without one.
func (c *cff) operand(op int) int {
	if v := c.top[op]; len(v) > 0 {
		return v[0]
	}
	return 0
}

// u8 returns the byte at i; 0 beyond the end.
func (c *cff) u8(i int) int {
	if i < 0 || i >= len(c.b) {
		return 0
	}
	return int(c.b[i])
}

// u16 returns the number of two bytes at i.
func (c *cff) u16(i int) int { return c.u8(i)<<8 | c.u8(i+1) }

// index returns the items of the index at byte at and where it ends.
func (c *cff) index(at int) (items [][]byte, end int) {
	count, size := c.u16(at), c.u8(at+2)
	if at <= 0 || count == 0 || size < 1 || size > 4 || at+3+(count+1)*size > len(c.b) {
		return nil, at + 2
	}
	offset := func(i int) int { return bigEndian(c.b[at+3+i*size : at+3+(i+1)*size]) }
	data := at + 3 + (count+1)*size - 1
	items = make([][]byte, count)
	for i := range items {
		from, to := data+offset(i), data+offset(i+1)
		if from > data && from <= to && to <= len(c.b) {
			items[i] = c.b[from:to]
		}
	}
	return items, data + offset(count)
}

// cffDict returns the operands of the operators of dictionary b. Fractions are
// left out.
func cffDict(b []byte) map[int][]int {
	const fraction, long, short, escape = 30, 29, 28, 12
	out := map[int][]int{}
	var args []int
	for i := 0; i < len(b); i++ {
		c := int(b[i])
		switch {
		case c == escape && i+1 < len(b):
			i++
			out[escape<<8|int(b[i])] = append([]int{}, args...)
			args = args[:0]
		case c < 22:
			out[c] = append([]int{}, args...)
			args = args[:0]
		case c == short && i+2 < len(b):
			args = append(args, int(int16(b[i+1])<<8|int16(b[i+2])))
			i += 2
		case c == long && i+4 < len(b):
			args = append(args, int(int32(b[i+1])<<24|int32(b[i+2])<<16|int32(b[i+3])<<8|int32(b[i+4])))
			i += 4
		case c == fraction:
			for i++; i < len(b) && b[i]&15 != 15 && b[i]>>4 != 15; i++ {
			}
			args = append(args, 0)
		case c >= 32 && c < 247:
			args = append(args, c-139)
		case c >= 247 && c < 251 && i+1 < len(b):
			i++
			args = append(args, (c-247)*256+int(b[i])+108)
		case c >= 251 && c < 255 && i+1 < len(b):
			i++
			args = append(args, -(c-251)*256-int(b[i])-108)
		}
	}
	return out
}

// readNames reads the charset.
func (c *cff) readNames() {
	c.names = make([]int, 1, max(1, c.glyphs))
	at := c.operand(charsetOp)
	if at < 3 {
		for i := 1; i < c.glyphs; i++ {
			c.names = append(c.names, i)
		}
		return
	}
	format := c.u8(at)
	for at++; len(c.names) < c.glyphs && at < len(c.b); {
		first, more := c.u16(at), 0
		at += 2
		if format == 1 {
			more = c.u8(at)
			at++
		} else if format == 2 {
			more = c.u16(at)
			at += 2
		}
		for k := 0; k <= more && len(c.names) < c.glyphs; k++ {
			c.names = append(c.names, first+k)
		}
	}
}

// name returns the name of a glyph.
func (c *cff) name(glyph int) string {
	if glyph <= 0 || glyph >= len(c.names) {
		return ""
	}
	const standard = 391
	n := c.names[glyph]
	if n > 0 && n <= len(c.standard) {
		return c.standard[n-1]
	}
	if n -= standard; n >= 0 && n < len(c.strings) {
		return string(c.strings[n])
	}
	return ""
}

// cffRunes returns the characters of the glyphs of font b.
func cffRunes(b []byte) []rune {
	c := newCFF(b)
	if c == nil {
		return nil
	}
	out := make([]rune, len(c.names))
	for glyph := range out {
		name := c.name(glyph)
		if out[glyph] = glyphRune(name); out[glyph] == 0 {
			for _, r := range glyphText(name) {
				out[glyph] = r
				break
			}
		}
	}
	return out
}

// cffGlyphs returns the texts of the codes of font b.
func cffGlyphs(b []byte) *[256]string {
	out := &[256]string{}
	c := newCFF(b)
	if c == nil {
		return out
	}
	at := c.operand(encodingOp)
	if at < 2 {
		for code := range out {
			out[code] = mappedRune(rune(standardEncoding[code]))
		}
		return out
	}
	const supplement = 0x80
	glyph := 1
	format, count := c.u8(at), c.u8(at+1)
	for at += 2; count > 0; count-- {
		first, more := c.u8(at), 0
		at++
		if format&^supplement == 1 {
			more = c.u8(at)
			at++
		}
		for code := first; code <= first+more && code < 256; code++ {
			out[code] = glyphText(c.name(glyph))
			glyph++
		}
	}
	if format&supplement != 0 {
		for n := c.u8(at); n > 0; n-- {
			sid := c.u16(at + 2)
			if sid > 0 && sid <= len(c.standard) {
				out[c.u8(at+1)] = glyphText(c.standard[sid-1])
			}
			at += 3
		}
	}
	return out
}

// cffStandardNames are the names of the standard strings from number 1 on, as
// far as they are those of characters.
const cffStandardNames = "space exclam quotedbl numbersign dollar percent ampersand quoteright parenleft parenright asterisk plus " +
	"comma hyphen period slash zero one two three four five six seven eight nine colon semicolon less equal " +
	"greater question at A B C D E F G H I J K L M N O P Q R S T U V W X Y Z bracketleft backslash " +
	"bracketright asciicircum underscore quoteleft a b c d e f g h i j k l m n o p q r s t u v w x y z " +
	"braceleft bar braceright asciitilde exclamdown cent sterling fraction yen florin section currency " +
	"quotesingle quotedblleft guillemotleft guilsinglleft guilsinglright fi fl endash dagger daggerdbl " +
	"periodcentered paragraph bullet quotesinglbase quotedblbase quotedblright guillemotright ellipsis " +
	"perthousand questiondown grave acute circumflex tilde macron breve dotaccent dieresis ring cedilla " +
	"hungarumlaut ogonek caron emdash AE ordfeminine Lslash Oslash OE ordmasculine ae dotlessi lslash oslash " +
	"oe germandbls onesuperior logicalnot mu trademark Eth onehalf plusminus Thorn onequarter divide brokenbar " +
	"degree thorn threequarters twosuperior registered minus eth multiply threesuperior copyright Aacute " +
	"Acircumflex Adieresis Agrave Aring Atilde Ccedilla Eacute Ecircumflex Edieresis Egrave Iacute Icircumflex " +
	"Idieresis Igrave Ntilde Oacute Ocircumflex Odieresis Ograve Otilde Scaron Uacute Ucircumflex Udieresis " +
	"Ugrave Yacute Ydieresis Zcaron aacute acircumflex adieresis agrave aring atilde ccedilla eacute " +
	"ecircumflex edieresis egrave iacute icircumflex idieresis igrave ntilde oacute ocircumflex odieresis " +
	"ograve otilde scaron uacute ucircumflex udieresis ugrave yacute ydieresis zcaron"
