package tika

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// jar is the server in Maven's folder below the home folder.
const jar = ".m2/repository/org/apache/tika/tika-server-standard/3.1.0/tika-server-standard-3.1.0.jar"

// start starts a server and returns its address.
func start(t *testing.T) string {
	t.Helper()
	home, _ := os.UserHomeDir()
	path := filepath.Join(home, jar)
	_, err := os.Stat(path)
	if _, jerr := exec.LookPath("java"); err == nil {
		err = jerr
	}
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("java and tika-server-standard 3.1.0 (mvn dependency:get) are needed: ", err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	l.Close()
	cmd := exec.Command("java", "-jar", path, "-noFork", "-h", "127.0.0.1", "-p", port)
	log, err := cmd.StderrPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	for lines := bufio.NewScanner(log); lines.Scan(); {
		if strings.Contains(lines.Text(), "Started Apache Tika server") {
			go func() {
				for lines.Scan() {
				}
			}()
			return "http://127.0.0.1:" + port
		}
	}
	t.Fatal("the server ended")
	return ""
}

// dbf returns a dBASE III file of two columns.
func dbf(rows ...[2]string) []byte {
	const width = 30
	head := make([]byte, 32)
	head[0], head[1], head[2], head[3] = 3, 124, 1, 31
	binary.LittleEndian.PutUint32(head[4:], uint32(len(rows)))
	binary.LittleEndian.PutUint16(head[8:], 32+2*32+1)
	binary.LittleEndian.PutUint16(head[10:], 1+2*width)
	for _, name := range []string{"NAME", "PHONE"} {
		field := make([]byte, 32)
		copy(field, name)
		field[11], field[16] = 'C', width
		head = append(head, field...)
	}
	head = append(head, '\r')
	for _, r := range rows {
		head = fmt.Appendf(head, " %-*s%-*s", width, r[0], width, r[1])
	}
	return append(head, 0x1a)
}

// TestServer has a file read by a real server.
func TestServer(t *testing.T) {
	s, err := Connect(context.Background(), start(t))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(s.Version(), "Apache Tika 3") || !s.Local() {
		t.Errorf("version %q, local %v", s.Version(), s.Local())
	}
	text, problems := s.Read(context.Background(), dbf([2]string{"Dana Whitfield", "202-555-0104"}, [2]string{"Omar Haddad", "202-555-0117"}))
	if len(problems) > 0 || !strings.Contains(text.Data, "Dana Whitfield") || len(text.Rows) < 2 {
		t.Errorf("got %q, %d rows, %v", text.Data, len(text.Rows), problems)
	}
	if _, problems = s.Read(context.Background(), bytes.Repeat([]byte{0, 1, 0xfe}, 99)); len(problems) != 1 || problems[0].Reason != "unsupported" {
		t.Errorf("noise: %v", problems)
	}
}

// TestAnswers tries what a server may answer.
func TestAnswers(t *testing.T) {
	for _, tt := range []struct {
		status     int
		body, want string
	}{
		{200, "<p>Dana</p>", ""},
		{200, "", "unsupported"},
		{204, "", "unsupported"},
		{422, "", "unsupported"},
		{500, "", "unsupported"},
		{0, "", "io-error"},
	} {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch {
			case r.URL.Path == "/version":
				fmt.Fprint(w, "Apache Tika 3.1.0\n")
			case tt.status == 0:
				panic(http.ErrAbortHandler)
			default:
				w.WriteHeader(tt.status)
				fmt.Fprint(w, tt.body)
			}
		}))
		s, err := Connect(context.Background(), srv.URL)
		if err != nil {
			t.Fatal(err)
		}
		_, problems := s.Read(context.Background(), []byte("x"))
		got := ""
		if len(problems) > 0 {
			got = problems[0].Reason
		}
		if got != tt.want {
			t.Errorf("status %d, body %q: %v, want %q", tt.status, tt.body, problems, tt.want)
		}
		srv.Close()
	}
}

// TestConnect tries addresses at which no server is.
func TestConnect(t *testing.T) {
	other := httptest.NewServer(http.NotFoundHandler())
	defer other.Close()
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	for _, address := range []string{"", "tika", "ftp://127.0.0.1", "http://127.0.0.1:1", other.URL} {
		if _, err := Connect(ctx, address); err == nil {
			t.Errorf("%q: no error", address)
		}
	}
}
