package pdf

import (
	"slices"
	"strings"
)

// A field is a field of a form (ISO 32000-1, 12.7).
type field struct {
	id    ref
	kind  string // Tx, Btn, Ch or Sig
	label string
	value string

	options []string // that it offers to choose from
}

// field returns the field of which annotation a is the widget. What it does not
// say is inherited.
func (w *writer) field(a annot) field {
	out := field{id: a.id}
	d, id := a.dict, a.id
	for range maxTreeDepth {
		if out.label == "" {
			if out.label = w.label(d); out.label != "" {
				out.id = id
			}
		}
		if out.kind == "" {
			out.kind = w.file.name(d.get("FT"))
		}
		if out.value == "" {
			out.value = w.value(d.get("V"))
		}
		if out.options == nil {
			out.options = w.choices(w.array(d.get("Opt")))
		}
		parent := d.get("Parent")
		if d = w.dict(parent); d == nil {
			break
		}
		id, _ = parent.(ref)
	}
	return out
}

// choices returns what people see of the options a: each is a text, or a pair
// of what is exported and what is shown (ISO 32000-1, 12.7.4.4).
func (w *writer) choices(a array) []string {
	const most = 1000
	if len(a) > most {
		w.note(manyOptions)
	}
	var out []string
	for _, v := range a[:min(len(a), most)] {
		if pair := w.array(v); len(pair) > 1 {
			v = pair[1]
		}
		if s := strings.Join(strings.Fields(textString([]byte(w.file.text(v)))), " "); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// label returns the name of a field as people see it, or else its own.
func (w *writer) label(d dict) string {
	for _, key := range [...]string{"TU", "T"} {
		if s := textString([]byte(w.file.text(d.get(key)))); s != "" {
			return strings.Join(strings.Fields(s), " ")
		}
	}
	return ""
}

// value returns the value v of a field. A button that is off has none.
func (w *writer) value(v any) string {
	switch v := w.resolve(v).(type) {
	case text:
		return textString([]byte(v))
	case name:
		if v != "Off" {
			return strings.Join(strings.Fields(strings.ToValidUTF8(string(v), unmappedGlyph)), " ")
		}
	case *stream:
		return textString(w.decode(v))
	case array:
		const most = 1000
		var parts []string
		for _, part := range v[:min(len(v), most)] {
			if s, ok := w.resolve(part).(text); ok {
				parts = append(parts, textString([]byte(s)))
			}
		}
		return strings.Join(parts, ", ")
	}
	return ""
}

// writeField writes a field after the text of the page, once.
func (w *writer) writeField(f field, shown int) {
	if s := w.fieldLine(f); s != "" {
		w.remark(s, shown)
	}
}

// fieldLine returns the line of field f, and another of what else it offers to
// choose from; "" if it has neither or was written.
func (w *writer) fieldLine(f field) string {
	options := strings.Join(slices.DeleteFunc(f.options, func(s string) bool { return s == f.value }), ", ")
	if f.value == "" && options == "" || w.fields[f.id] && f.id > 0 {
		return ""
	}
	if w.fields == nil {
		w.fields = map[ref]bool{}
	}
	w.fields[f.id] = true
	line := f.value
	if f.label != "" && line != "" {
		line = f.label + "\t" + line
	} else if line == "" {
		line = f.label
	}
	if line != "" && options != "" {
		line += "\n"
	}
	return line + options
}
