package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"sync"
	"time"

	"github.com/spf13/pflag"

	"exposed/index"
	"exposed/scanner"
	"exposed/scanner/document"
	"exposed/scanner/ocr"
	"exposed/scanner/tika"
)

// helpers are what helps to read evidence: passwords, and programs beside this one.
type helpers struct{ passwords, languages, tika string }

func (h *helpers) register(f *pflag.FlagSet) {
	f.StringVar(&h.passwords, "passwords", "", "passwords that may open archives and documents, a `FILE` with one a line")
	f.StringVar(&h.languages, "ocr-lang", "eng", "languages `L` of the words in pictures, as tesseract names them: eng+spa; none: pictures are not read")
	f.StringVar(&h.tika, "tika", "", "Apache Tika server at `URL`, which reads the formats that this program does not")
}

// pageDeadline is how long reading a page of a picture may take.
const pageDeadline = 2 * time.Minute

// noPictures is the language of those who want no picture to be read.
const noPictures = "none"

// newEngine returns what reads pictures; nil if nothing is to do so, or can.
func newEngine(languages string) (*ocr.Engine, error) {
	if languages == "" || languages == noPictures {
		return nil, nil
	}
	e, err := ocr.New(languages, pageDeadline)
	if errors.Is(err, ocr.ErrMissing) {
		return nil, nil
	}
	if err != nil {
		return nil, misuse("--ocr-lang %s: %w", languages, err)
	}
	return e, nil
}

// advice says how pictures that were not read can be.
func (h *helpers) advice() string {
	if h.languages == "" || h.languages == noPictures {
		return "scan again with --ocr-lang eng"
	}
	if _, err := exec.LookPath("tesseract"); err != nil {
		return "install tesseract (Debian: apt-get install tesseract-ocr) and scan again"
	}
	return "exposed export exceptions says why"
}

// The problems of what another program would have to read.
var (
	noEngine = document.Problem{Reason: "needs-ocr", Detail: "picture: words in it are not read; install tesseract-ocr and scan again"}
	noServer = document.Problem{Reason: "unsupported", Detail: "what the Tika server read is not in the case; scan again with --tika"}
)

// A keeper keeps what another program reads, so that it is read once.
type keeper func(program string, read func([]byte) (document.Text, []document.Problem), missing document.Problem) func([]byte) (document.Text, []document.Problem)

// unkept keeps nothing.
func unkept(_ string, read func([]byte) (document.Text, []document.Problem), _ document.Problem) func([]byte) (document.Text, []document.Problem) {
	return read
}

// options connects the helpers. It returns with them what of them belongs to the
// settings of a case, but for the passwords.
func (h *helpers) options(ctx context.Context, keep keeper, stderr io.Writer) (document.Options, index.Settings, error) {
	var o document.Options
	var s index.Settings
	if h.passwords != "" {
		var err error
		if o.Passwords, err = scanner.Passwords(h.passwords); err != nil {
			return o, s, misuse("--passwords: %w", err)
		}
	}
	e, err := newEngine(h.languages)
	if err != nil {
		return o, s, err
	}
	if e != nil {
		s.OCR, s.OCRLanguages = e.ID(), h.languages
		o.Words = wordsOf(keep(s.OCR, pictures(ctx, e), noEngine))
		o.JBIG2 = bilevel(ctx)
	}
	if h.tika == "" {
		return o, s, nil
	}
	server, err := tika.Connect(ctx, h.tika)
	if err != nil {
		return o, s, misuse("--tika: %w", err)
	}
	if !server.Local() {
		fmt.Fprintf(stderr, "exposed: files of formats that are not read here are sent to %s\n", h.tika)
	}
	s.Tika = server.Version()
	o.Other = keep(s.Tika, func(raw []byte) (document.Text, []document.Problem) { return server.Read(ctx, raw) }, noServer)
	return o, s, nil
}

// pictures makes a reader of files of e.
func pictures(ctx context.Context, e *ocr.Engine) func([]byte) (document.Text, []document.Problem) {
	return func(raw []byte) (document.Text, []document.Problem) {
		words, problems := e.Read(ctx, raw)
		return document.Text{Data: words}, problems
	}
}

// bilevel makes a decoder of images coded as JBIG2.
func bilevel(ctx context.Context) func(globals, page []byte) (document.Bitmap, *document.Problem) {
	return func(globals, page []byte) (document.Bitmap, *document.Problem) { return ocr.JBIG2(ctx, globals, page) }
}

func wordsOf(read func([]byte) (document.Text, []document.Problem)) func([]byte) (string, []document.Problem) {
	return func(raw []byte) (string, []document.Problem) {
		t, problems := read(raw)
		return t.Data, problems
	}
}

// again returns what reads the evidence of c as its last scan did: what other
// programs read is kept in the case.
func again(ctx context.Context, c *index.Case) (*scanner.Scanner, error) {
	s := c.Settings()
	var o document.Options
	var err error
	if o.Passwords, err = c.Passwords(); err != nil {
		return nil, err
	}
	if s.OCR != "" {
		engine := sync.OnceValues(func() (*ocr.Engine, error) { return ocr.New(s.OCRLanguages, pageDeadline) })
		o.Words = wordsOf(c.Kept(s.OCR, func(raw []byte) (document.Text, []document.Problem) {
			e, err := engine() // only for pictures of which the case has no words
			if err != nil || e.ID() != s.OCR {
				return document.Text{}, []document.Problem{noEngine}
			}
			return pictures(ctx, e)(raw)
		}, noEngine))
		o.JBIG2 = bilevel(ctx)
	}
	if s.Tika != "" {
		o.Other = c.Kept(s.Tika, nil, noServer)
	}
	return scanner.New(scanner.Config{Documents: o}), nil
}
