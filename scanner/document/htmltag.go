package document

// A tagClass says what an element does to the text around it.
type tagClass uint8

// The classes of tags.
const (
	inlineTag    tagClass = iota // nothing: neither a break nor a blank
	blockTag                     // a line of its own
	paragraphTag                 // an empty line before it
	headingTag                   // an empty line on both sides
	quoteTag
	preTag
	brTag
	hrTag
	spaceTag // apart from its neighbours on the same line
	anchorTag
	imageTag
	inputTag
	titleTag
	tableTag
	rowTag
	cellTag
)

// classes returns the class of the element name, which is in lower case.
// Unknown elements are inline, as in browsers.
func classes(name []byte) tagClass {
	switch string(name) {
	case "div", "li", "ul", "ol", "dl", "dt", "dd", "center", "form", "fieldset", "legend", "address",
		"article", "aside", "body", "details", "dialog", "dir", "figcaption", "figure", "footer", "frameset",
		"header", "hgroup", "html", "head", "main", "menu", "nav", "optgroup", "option", "search", "section",
		"select", "summary", "caption", "tbody", "thead", "tfoot", "textarea", "iframe", "noscript", "noframes",
		"listing", "datalist":
		return blockTag
	case "p":
		return paragraphTag
	case "br":
		return brTag
	case "td", "th":
		return cellTag
	case "tr":
		return rowTag
	case "table":
		return tableTag
	case "a":
		return anchorTag
	case "img", "area":
		return imageTag
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return headingTag
	case "blockquote":
		return quoteTag
	case "pre", "xmp", "plaintext":
		return preTag
	case "hr":
		return hrTag
	case "input":
		return inputTag
	case "title":
		return titleTag
	case "button", "object", "embed", "applet", "video", "audio", "canvas", "svg", "rt", "rp":
		return spaceTag
	}
	return inlineTag
}
