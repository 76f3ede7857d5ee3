package server_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	password = "correct horse"
	// hash is the bcrypt hash of the password, at the lowest cost.
	hash = "$2a$04$.KOKGM9K.WWmDkXY1b8JAu8l4A4xKBke6BBfD7MgEPcq25vjHZMcu"
)

// startSecure starts an exporter with a web configuration file. It returns the new directory
// of that file, which also holds the certificate.
func startSecure(t *testing.T, a *authority, config string, variables ...string) (i *instance, dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "secret") // A test looks for this name in answers.
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	a.issue(dir)
	writeWebConfig(t, dir, config)
	variables = append(variables, "CNNIC_WEB_CONFIG_FILE="+filepath.Join(dir, "web.yml"))
	i = start(t, variables...)
	i.url = strings.Replace(i.url, "http:", "https:", 1)
	return i, dir
}

func writeWebConfig(t *testing.T, dir, config string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "web.yml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
}

const (
	tlsConfig   = "tls_server_config: {cert_file: cert.pem, key_file: key.pem}\n"
	usersConfig = "basic_auth_users: {prometheus: " + hash + "}\n"
)

// ask sends a request, with credentials if there is a user.
func ask(t *testing.T, client *http.Client, method, url, user, password string) (answer, error) {
	t.Helper()
	request, err := http.NewRequest(method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if user != "" {
		request.SetBasicAuth(user, password)
	}
	return send(client, request)
}

func TestEveryPathRequiresThePassword(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	i, _ := startSecure(t, a, tlsConfig+usersConfig, "CNNIC_ENABLE_LIFECYCLE=true")
	client := a.client()
	all := map[string][]string{"/nowhere": {"GET"}, "/metrics/": {"GET"}, "//metrics": {"GET"}}
	for path, methods := range paths {
		all[path] = append(methods, "PUT")
	}
	for path, methods := range all {
		for _, method := range methods {
			// The exporter toolkit compares the password of an unknown user with the hash of "fakepassword".
			for _, credentials := range [][2]string{{}, {"prometheus", "wrong"}, {"prometheus", ""}, {"stranger", password}, {"stranger", "fakepassword"}} {
				got, err := ask(t, client, method, i.url+path, credentials[0], credentials[1])
				if err != nil || got.StatusCode != 401 || got.Header.Get("WWW-Authenticate") == "" {
					t.Errorf("%s %s as %q: got %s, %v, want 401 with WWW-Authenticate", method, path, credentials, got, err)
				} else if method != "HEAD" && got.body != "Unauthorized\n" {
					t.Errorf("%s %s as %q: got the body %q, want only Unauthorized", method, path, credentials, got.body)
				}
			}
			// With TLS the exporter speaks HTTP/2.
			if got, err := ask(t, client, method, i.url+path, "prometheus", password); err != nil || got.StatusCode == 401 || got.ProtoMajor != 2 {
				t.Errorf("%s %s with the right password: got %s, %v, want HTTP/2 and no 401", method, path, got, err)
			}
		}
	}
	if got, err := ask(t, client, "GET", i.url+"/metrics", "prometheus", password); err != nil || !strings.Contains(got.body, shortVideo) {
		t.Errorf("/metrics: got %s, %v, want the metrics", got, err)
	}
	if strings.Contains(i.log.String(), password) {
		t.Error("the log holds the password")
	}
}

func TestRenewedCertificateIsServed(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	i, dir := startSecure(t, a, tlsConfig)
	kept := a.client()
	serialNumber := func(client *http.Client) int64 {
		t.Helper()
		got, err := ask(t, client, "GET", i.url+"/metrics", "", "")
		if err != nil || got.StatusCode != 200 {
			t.Fatal(got, err)
		}
		return got.TLS.PeerCertificates[0].SerialNumber.Int64()
	}
	first := serialNumber(kept)
	second := a.issue(dir)
	if got := serialNumber(a.client()); got != second {
		t.Errorf("a new connection has certificate %d, want %d", got, second)
	}
	if got := serialNumber(kept); got != first {
		t.Errorf("the kept connection has certificate %d, want %d", got, first)
	}
	// While the certificate cannot be read, new connections fail and open ones continue.
	if err := os.WriteFile(filepath.Join(dir, "cert.pem"), []byte("broken"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ask(t, a.client(), "GET", i.url+"/metrics", "", ""); err == nil {
		t.Error("a broken certificate is used")
	}
	if got := serialNumber(kept); got != first {
		t.Errorf("the kept connection has certificate %d, want %d", got, first)
	}
	third := a.issue(dir)
	if got := serialNumber(a.client()); got != third {
		t.Errorf("a new connection has certificate %d, want %d", got, third)
	}
}

// Users are read with each request: a removed user is rejected at once.
func TestRemovedUserIsRejected(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	i, dir := startSecure(t, a, tlsConfig+usersConfig)
	client := a.client()
	status := func() int {
		t.Helper()
		got, err := ask(t, client, "GET", i.url+"/metrics", "prometheus", password)
		// An error must not reveal the path, which contains "secret".
		if err != nil || strings.Contains(got.body, "secret") {
			t.Fatal(got, err)
		}
		return got.StatusCode
	}
	for _, c := range []struct {
		config string
		want   int
	}{
		{tlsConfig + usersConfig, 200},
		{tlsConfig + "basic_auth_users: {somebody: " + hash + "}\n", 401},
		{"nonsense: [", 500},
		{tlsConfig + usersConfig, 200},
	} {
		writeWebConfig(t, dir, c.config)
		if got := status(); got != c.want {
			t.Errorf("with %q: got %d, want %d", c.config, got, c.want)
		}
	}
}

func TestEveryAddressRequiresThePassword(t *testing.T) {
	t.Parallel()
	a := newAuthority(t)
	second := freeAddress(t)
	i, _ := startSecure(t, a, tlsConfig+usersConfig, "CNNIC_LISTEN_ADDRESS="+freeAddress(t)+","+second)
	for _, url := range []string{i.url, "https://" + second} {
		for given, want := range map[string]int{password: 200, "wrong": 401} {
			if got, err := ask(t, a.client(), "GET", url+"/metrics", "prometheus", given); err != nil || got.StatusCode != want {
				t.Errorf("%s with %q: got %s, %v, want %d", url, given, got, err, want)
			}
		}
	}
}
