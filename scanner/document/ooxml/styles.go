package ooxml

import "strconv"

// maxFormats is how many number formats of its own a workbook can have; Excel
// stops at 250.
const maxFormats = 4096

// styles are the number formats of the cells of a workbook.
type styles struct {
	ids     []int // number format of each style
	codes   map[int]string
	formats map[int]*numFormat // those that were compiled
}

// format returns the number format of style i; nil is the general one.
func (s *styles) format(i int) *numFormat {
	if i < 0 || i >= len(s.ids) || s.ids[i] == 0 {
		return nil
	}
	id := s.ids[i]
	f, ok := s.formats[id]
	if !ok {
		f = s.compile(id)
		s.formats[id] = f
	}
	return f
}

// compile returns the number format id.
func (s *styles) compile(id int) *numFormat {
	code, ok := s.codes[id]
	switch {
	case ok:
	case 27 <= id && id <= 36 || 50 <= id && id <= 58:
		return &numFormat{sections: []section{{kind: autoSection}}} // dates of East Asia, which differ by language
	default:
		code = builtIn[id]
	}
	if code == "" {
		return nil
	}
	f := compile(code)
	if len(f.sections) == 1 && f.sections[0].kind == generalSection {
		return nil
	}
	return f
}

// builtIn are the number formats that no workbook writes down (ISO/IEC 29500-1,
// 18.8.30).
var builtIn = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
	5: `"$"#,##0_);\("$"#,##0\)`, 6: `"$"#,##0_);\("$"#,##0\)`,
	7: `"$"#,##0.00_);\("$"#,##0.00\)`, 8: `"$"#,##0.00_);\("$"#,##0.00\)`,
	9: "0%", 10: "0.00%",
	14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
	18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
	37: "#,##0_);(#,##0)", 38: "#,##0_);(#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);(#,##0.00)",
	41: `_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)`, 42: `_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)`,
	43: `_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)`, 44: `_("$"* #,##0.00_);_("$"* \(#,##0.00\);_("$"* "-"??_);_(@_)`,
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
}

// readStyles reads the part of styles.
func (b *book) readStyles(part string) {
	s := &b.styles
	s.codes, s.formats = map[int]string{}, map[int]*numFormat{}
	inside := "" // the list that is open
	b.each(part, func(t *tokens) bool {
		switch t.kind {
		case startToken:
			switch name := string(t.name); name {
			case "numFmts", "cellXfs":
				inside = name
			case "numFmt":
				if inside == "numFmts" {
					b.customFormat(t)
				}
			case "xf":
				if inside == "cellXfs" {
					return b.style(t)
				}
			}
		case endToken:
			if string(t.name) == inside {
				inside = ""
			}
		}
		return true
	})
}

// customFormat notes a number format of the workbook's own.
func (b *book) customFormat(t *tokens) {
	id, err := strconv.Atoi(t.attr("numFmtId"))
	code := t.attr("formatCode")
	if err != nil {
		return
	}
	if len(code) > maxFormat || len(b.styles.codes) >= maxFormats {
		b.trouble(manyStyles, 0)
		return
	}
	b.styles.codes[id] = code
}

// style notes the number format of the next style of cells.
func (b *book) style(t *tokens) bool {
	if len(b.styles.ids) >= maxStyles {
		b.trouble(manyStyles, 0)
		return false
	}
	id, _ := strconv.Atoi(t.attr("numFmtId"))
	b.styles.ids = append(b.styles.ids, id)
	return true
}
