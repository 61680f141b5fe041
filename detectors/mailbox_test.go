package detectors

import (
	"strings"
	"testing"
)

// mailboxTests are addresses of headers, the name marked as in nameTests.
var mailboxTests = []string{
	"«R. A. Vauquelin» <rav@example.com>",
	"«Ann Lee» (embedded platforms) <alee@example.com>",
	"«Ann Lee»-R58472 <r58472@example.com>",
	"«Grant Likely» <grant.likely@example.com>",
	"Grant Likely <help@example.com>",
	"Good Offers <goodoffers@example.com>",
	"«Latchesar Ivankov» <lucho@ivankov.example>",
	"Zorblax Plonk <info@plonk.example>",
	"‹Sandy M› <noreply@example.com>",
	"‹Jay› <jayps@example.com>",
	"Jay <x77@example.com>",
	"‹CDale› <cdale@example.com>",
	"ZorBlax <zorblax@example.com>",
	"‹Tagtmeyer› <ctagtmeyer@example.com>",
	"Tagtmeyer <info@tagtmeyer.example>",
	"«Georgia Callsaver» <beta@example.com>",
	"Ireland Callsaver <beta@example.com>",
}

func TestMailbox(t *testing.T) {
	wk := New(Settings{}).Worker()
	for _, want := range mailboxTests {
		text := unmark(want)
		i := strings.IndexByte(text, '<')
		found := wk.Mailbox(text, Span{0, i - 1}, Span{i + 1, len(text) - 1}, nil)
		if got := marked(text, Name, found); got != want {
			t.Errorf("\ngot  %s\nwant %s", got, want)
		}
	}
}
