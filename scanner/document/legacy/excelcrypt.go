package legacy

// decrypt opens the records of an encrypted workbook from here on, and reports
// whether that could be done.
func (x *bookReader) decrypt(filePass []byte) bool {
	x.trouble(locked)
	return false
}
