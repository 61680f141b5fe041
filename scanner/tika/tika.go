// Package tika has files of unusual formats read by an Apache Tika server.
package tika

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"exposed/scanner/document"
)

const (
	maxAnswer = 64 << 20        // bytes of an answer that are read
	patience  = 2 * time.Minute // for one file
)

// A Server is an Apache Tika server.
type Server struct {
	url     string
	version string
	client  *http.Client
}

// Connect returns the server at the address, such as http://127.0.0.1:9998. It
// fails if none answers there.
func Connect(ctx context.Context, address string) (*Server, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("not the address of a Tika server: %q: want http://HOST:PORT", address)
	}
	s := &Server{url: strings.TrimRight(address, "/"), client: &http.Client{Timeout: patience}}
	version, status, err := s.ask(ctx, http.MethodGet, "/version", "text/plain", nil)
	if err != nil {
		return nil, fmt.Errorf("no Tika server answers at %s: %w", address, err)
	}
	if s.version = strings.TrimSpace(version); status != http.StatusOK || !strings.Contains(s.version, "Tika") {
		return nil, fmt.Errorf("what answers at %s is no Tika server", address)
	}
	return s, nil
}

// Version returns what the server calls itself, such as "Apache Tika 3.1.0".
func (s *Server) Version() string { return s.version }

// Local reports whether the server is on this machine.
func (s *Server) Local() bool {
	u, err := url.Parse(s.url)
	if err != nil {
		return false
	}
	if u.Hostname() == "localhost" {
		return true
	}
	ip := net.ParseIP(u.Hostname())
	return ip != nil && ip.IsLoopback()
}

// Read has the file raw read. Its name is not sent.
func (s *Server) Read(ctx context.Context, raw []byte) (document.Text, []document.Problem) {
	html, status, err := s.ask(ctx, http.MethodPut, "/tika", "text/html", raw)
	var timeout interface{ Timeout() bool }
	switch {
	case errors.As(err, &timeout) && timeout.Timeout():
		return document.Text{}, problem("timed-out", "Tika took more than %v; another run may differ", patience)
	case err != nil:
		return document.Text{}, problem("io-error", "Tika does not answer any more; start it, and scan again")
	case status == http.StatusUnprocessableEntity, status == http.StatusUnsupportedMediaType:
		return document.Text{}, problem("unsupported", "Tika cannot read it either (HTTP status %d)", status)
	case status != http.StatusOK && status != http.StatusNoContent:
		return document.Text{}, problem("unsupported", "Tika failed on it (HTTP status %d)", status)
	}
	t := document.HTML(strings.Replace(html, noTitle, "", 1))
	if strings.TrimSpace(t.Data) == "" {
		return document.Text{}, problem("unsupported", "Tika found no text in it")
	}
	if len(html) >= maxAnswer {
		return t, problem("too-large", "Tika's answer has more than %d bytes: the rest was not read", maxAnswer)
	}
	return t, nil
}

// noTitle stands in answers for files without a title.
const noTitle = "<title>&#0;</title>"

// ask sends a request and returns the answer and its status.
func (s *Server) ask(ctx context.Context, method, path, accept string, body []byte) (string, int, error) {
	req, err := http.NewRequestWithContext(ctx, method, s.url+path, bytes.NewReader(body))
	if err != nil {
		return "", 0, err
	}
	req.Header.Set("Accept", accept)
	resp, err := s.client.Do(req)
	if err != nil {
		return "", 0, plain(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	return string(b), resp.StatusCode, err
}

// plain returns err without the address, which its caller names.
func plain(err error) error {
	var ue *url.Error
	if errors.As(err, &ue) {
		return ue.Err
	}
	return err
}

func problem(reason, format string, args ...any) []document.Problem {
	return []document.Problem{{Reason: reason, Detail: fmt.Sprintf(format, args...)}}
}
