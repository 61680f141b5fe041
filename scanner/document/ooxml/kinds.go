package ooxml

import (
	"strings"

	"exposed/scanner/document"
)

// The families of files.
const (
	noFamily = iota
	words
	sheetsFamily
	slidesFamily
)

// Read reads a document, a workbook or a presentation, whatever its name says:
// what the file itself calls its main part decides.
func Read(b []byte, o document.Options) document.Content {
	p := &pack{}
	p.open(b)
	switch p.family() {
	case sheetsFamily:
		return readBook(p)
	case slidesFamily:
		return readSlides(p)
	}
	return readWords(p)
}

// DOCX reads a document of words, as readWords says.
func DOCX(b []byte, _ document.Options) document.Content {
	p := &pack{}
	p.open(b)
	return readWords(p)
}

// XLSX reads a workbook, as readBook says.
func XLSX(b []byte, _ document.Options) document.Content {
	p := &pack{}
	p.open(b)
	return readBook(p)
}

// PPTX reads a presentation, as readSlides says.
func PPTX(b []byte, _ document.Options) document.Content {
	p := &pack{}
	p.open(b)
	return readSlides(p)
}

// family tells what the file is: by the content type of its main part, which
// templates and files with macros have one of their own of, else by the folder
// that it lies in (ISO/IEC 29500-2, 7.2.3).
func (p *pack) family() int {
	main := p.mainPart("")
	kind := p.contentTypes()[main]
	for _, k := range familyWords {
		if strings.Contains(kind, k.word) {
			return k.family
		}
	}
	for _, folder := range [...]struct {
		name   string
		family int
	}{{"word/", words}, {"xl/", sheetsFamily}, {"ppt/", slidesFamily}} {
		if strings.HasPrefix(main, folder.name) || main == "" && len(p.named(folder.name, "")) > 0 {
			return folder.family
		}
	}
	return noFamily
}

// familyWords tell the families by words in the content types of main parts.
var familyWords = [...]struct {
	word   string
	family int
}{
	{"wordprocessingml", words}, {"ms-word", words}, {"spreadsheetml", sheetsFamily}, {"ms-excel", sheetsFamily},
	{"presentationml", slidesFamily}, {"ms-powerpoint", slidesFamily},
}

// contentTypes returns the content types that the file gives to single parts,
// in lower case.
func (p *pack) contentTypes() map[string]string {
	out := map[string]string{}
	p.eachOverride(func(part, kind string) { out[part] = kind })
	return out
}
