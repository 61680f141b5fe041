package legacy

// decrypt opens the streams of an encrypted document, and reports whether that
// could be done.
func (d *wordReader) decrypt() bool {
	d.trouble(locked)
	return false
}
