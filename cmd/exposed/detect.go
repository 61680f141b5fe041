package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"exposed/detectors"
)

func newDetect() *cobra.Command {
	var jsonl bool
	var files listFiles
	cmd := &cobra.Command{
		Use:   "detect [--jsonl] [--rules FILE] [FILE]",
		Short: "findings in a text, values in clear; no case needed",
		Long: "Prints the findings in FILE, or in the standard input, one JSON object a line; start and end are bytes of the text.\n" +
			"Values stand in clear: keep the output as you keep the evidence.",
		Example: "  echo 'Ann Lee, phone 303-555-0142' | exposed detect",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			lists, err := files.read(cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			set := lists.settings(nil)
			set.Candidates = false // nothing else is there that could settle them
			in := cmd.InOrStdin()
			if len(args) == 1 && args[0] != "-" {
				f, err := os.Open(args[0])
				if err != nil {
					return err
				}
				defer f.Close()
				in = f
			}
			d := detector{scanner: detectors.New(set).Worker(), out: newJSONL(cmd.OutOrStdout())}
			if jsonl {
				return d.lines(in)
			}
			return d.whole(in)
		},
	}
	cmd.Flags().BoolVar(&jsonl, "jsonl", false, `the input is one {"id": …, "text": …} a line; findings repeat the id`)
	cmd.Flags().StringVar(&files.rules, "rules", "", "patterns of your own, a JSON `FILE`; docs/rules.md tells how they are written")
	return cmd
}

// A detector prints the findings of texts.
type detector struct {
	scanner *detectors.Worker
	out     *jsonlWriter
	found   []detectors.Finding
}

// found is a finding as detect prints it.
type found struct {
	ID         json.RawMessage `json:"id,omitempty"`
	Start      int             `json:"start"`
	End        int             `json:"end"`
	Element    string          `json:"element"`
	Text       string          `json:"text"`
	Value      string          `json:"value"`
	Confidence float32         `json:"confidence"`
	Partial    bool            `json:"partial"`
	Reserved   bool            `json:"reserved"`
	Why        string          `json:"why"`
	CPNI       bool            `json:"cpni"`
}

// whole reads one text.
func (d *detector) whole(in io.Reader) error {
	b, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	d.text(nil, string(b))
	return d.out.close()
}

// lines reads one text a line.
func (d *detector) lines(in io.Reader) error {
	r := bufio.NewReaderSize(in, 1<<16)
	for n := 1; ; n++ {
		line, err := r.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return err
		}
		if len(line) > 1 {
			var x struct {
				ID   json.RawMessage
				Text *string
			}
			if json.Unmarshal(line, &x) != nil || x.Text == nil {
				d.out.close()
				return fmt.Errorf(`line %d: not a JSON object with "id" and "text"`, n)
			}
			d.text(x.ID, *x.Text)
		}
		if err == io.EOF {
			return d.out.close()
		}
	}
}

func (d *detector) text(id json.RawMessage, text string) {
	d.found = d.scanner.Text(text, nil, d.found[:0])
	for i := range d.found {
		f := &d.found[i]
		end := f.End
		if n := len(f.More); n > 0 {
			end = f.More[n-1].End
		}
		d.out.write(found{id, f.Start, end, f.Element.String(), f.Text(text), f.Value, f.Confidence, f.Partial, f.Reserved, f.Why, f.Element.CPNI()})
	}
}
