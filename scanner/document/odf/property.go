package odf

// startProperty starts the value of an element that says something of the file,
// of an annotation or of a shape.
func (x *textReader) startProperty(name string) {
	if x.prop > 0 {
		return
	}
	label := ""
	switch parent := x.parent(); {
	case parent == "meta":
		label = metaLabel(name)
		if name == "user-defined" {
			label = x.t.Attr("name")
		}
	case (parent == "annotation" || parent == "change-info") && (name == "creator" || name == "date" || name == "meta-date-string" || name == "date-string"):
		label = name
	case (name == "title" || name == "desc") && x.inShape(parent):
		label = "shape"
	case name == "header-decl" || name == "footer-decl":
		label = "decl"
	}
	if label != "" {
		x.label, x.prop, x.value = label, x.t.Depth, x.value[:0]
	}
}

// inShape reports whether an element of that name is a shape, whose title and
// description are alternative texts.
func (x *textReader) inShape(name string) bool {
	return boxes[name] || name == "frame" || name == "g" || name == "object" || name == "image" || name == "control" || name == "page"
}

// metaLabel returns how Office calls a property; "" for those that say nothing
// of anybody (ODF 1.3 part 3, 4.3).
func metaLabel(name string) string {
	switch name {
	case "title":
		return "Title"
	case "subject":
		return "Subject"
	case "initial-creator":
		return "Author"
	case "creator":
		return "Last saved by"
	case "printed-by":
		return "Printed by"
	case "description":
		return "Comments"
	case "keyword", "keywords":
		return "Keywords"
	}
	return ""
}

// endProperty ends the value.
func (x *textReader) endProperty(string) {
	if x.prop == 0 || x.t.Depth >= x.prop {
		return
	}
	x.prop = 0
	value := string(x.value)
	switch x.label {
	case "creator":
		if x.deleted == nil {
			x.who = value
		}
	case "date", "date-string", "meta-date-string":
	case "shape", "decl":
		x.aside(value)
	default:
		x.property(x.label, value)
	}
}

// aside writes text that follows what it stands in.
func (x *textReader) aside(s string) {
	if s == "" {
		return
	}
	if x.sheet != nil {
		x.sheet.note([]byte(s))
		return
	}
	x.Later([]byte(s))
}

// startForm writes what a control of a form shows or holds (ODF 1.3 part 3, 13).
func (x *textReader) startForm(name string) {
	for i := len(x.open) - 1; ; i-- {
		if i < 0 {
			x.startProperty(name)
			return
		}
		if x.open[i] == "form" {
			break
		}
	}
	label, value := x.t.Attr("label"), x.t.Attr("current-value")
	if value == "" {
		value = x.t.Attr("value")
	}
	switch {
	case label != "" && value != "":
		x.aside(label + ": " + value)
	default:
		x.aside(label + value)
	}
}
