package server

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// Of what is wrong with clients nobody is told who did not ask; of what keeps all of
// them out everybody is, once a minute.
func TestComplaints(t *testing.T) {
	file := filepath.Join(t.TempDir(), "web.yml")
	configure := func(content string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	synctest.Test(t, func(t *testing.T) {
		var log strings.Builder
		c := &complaints{logger: slog.New(slog.NewTextHandler(&log, nil)), webConfigFile: file}
		says := func(line, want string) {
			t.Helper()
			log.Reset()
			for range 3 {
				if n, err := c.Write([]byte(line + "\n")); n != len(line)+1 || err != nil {
					t.Fatal(n, err)
				}
			}
			if got := log.String(); want == "" && got != "" || !strings.Contains(got, want) || strings.Count(got, "\n") > 1 {
				t.Errorf("%s: got %s, want %s", line, got, want)
			}
		}
		const handshake = "http: TLS handshake error from 192.0.2.1:1: EOF"
		configure("")
		says(handshake, "")
		configure("tls_server_config: {cert_file: nowhere.pem, key_file: nowhere.pem}")
		says(handshake, "")
		time.Sleep(complaintInterval)
		says(handshake, `level=ERROR msg="Web configuration file rejected" err=`)
		says(handshake, "")
		says("http: Accept error: accept tcp [::]:1: too many open files; retrying in 5ms", `level=ERROR msg="Connections not accepted" err="accept tcp [::]:1: too many open files; retrying in 5ms"`)
		says("http: superfluous response.WriteHeader call", "")
	})
}
