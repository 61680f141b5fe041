package scanner

import "strings"

// multipart is a message of that subtype; each part is its type, further fields
// and, behind an empty line, its body.
func multipart(subtype string, parts ...string) string {
	return fromDana + "Date: Mon, 7 Oct 2019 09:12:00 -0700\nMessage-ID: <t01@heroncreek.example>\nMIME-Version: 1.0\n" + "Content-Type: multipart/" + subtype + body("b1", parts...)
}

// body is the boundary parameter and the parts of a multipart.
func body(boundary string, parts ...string) string {
	var b strings.Builder
	b.WriteString("; boundary=" + boundary + "\n\n")
	for _, p := range parts {
		b.WriteString("--" + boundary + "\nContent-Type: " + strings.TrimSuffix(p, "\n") + "\n")
	}
	b.WriteString("--" + boundary + "--\n")
	return b.String()
}
