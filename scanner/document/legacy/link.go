package legacy

import "exposed/scanner/document/flow"

// linkOf returns the link to a target as a file has it, on one line.
func linkOf(target string) flow.Link {
	l := flow.LinkOf(oneLine(target))
	l.Target = oneLine(l.Target)
	return l
}
