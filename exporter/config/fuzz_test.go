package config_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/common/promslog"

	"cnnic_exporter/exporter/config"
)

// Parse either rejects an environment with reasons that name variables, or returns
// valid values only.
func FuzzParse(f *testing.F) {
	for _, environ := range []string{
		"",
		"PATH=/bin\nCNNIC_DATA_DIR=",
		"CNNIC_LISTEN_ADDRESS=127.0.0.1:1,[::1]:2\nCNNIC_MAX_REQUESTS=7\nCNNIC_ENABLE_LIFECYCLE=true",
		"CNNIC_REFERENCE_PERIOD=2023-12\nCNNIC_RELOAD_INTERVAL=0\nCNNIC_SHUTDOWN_TIMEOUT=1m",
		"CNNIC_LOG_LEVEL=debug\nCNNIC_LOG_FORMAT=json\nCNNIC_SYSTEMD_SOCKET=1",
		"CNNIC_LISTEN_ADRESS=:1\nCNNIC_MAX_REQUESTS=many\nCNNIC_RELOAD_INTERVAL=-1s",
		"CNNIC_EXPORTER_SERVICE_HOST=10.0.0.1\nCNNIC_EXPORTER_PORT=tcp://10.0.0.1:10755",
		"CNNIC_SHUTDOWN_TIMEOUT=9999999999h\nCNNIC_MAX_REQUESTS=99999999999999999999",
		"CNNIC_\nCNNIC_=\n=\nCNNIC_=1",
		"CNNIC_LISTEN_ADDRESS=,",
		"CNNIC_DATA_DIR=${CNNIC_LOG_LEVEL}\nCNNIC_LOG_LEVEL=debug+1",
	} {
		f.Add(environ)
	}
	f.Fuzz(func(t *testing.T, environ string) {
		c, err := config.Parse(strings.Split(environ, "\n"), nil)
		if err != nil {
			for line := range strings.Lines(err.Error()) {
				if !strings.HasPrefix(line, config.Prefix) {
					t.Errorf("%q names no variable", line)
				}
			}
			return
		}
		if len(c.ListenAddress) == 0 || slices.Contains(c.ListenAddress, "") || c.MaxRequests < 1 || c.ReloadInterval < 0 || c.ShutdownTimeout <= 0 ||
			!slices.Contains(promslog.LevelFlagOptions, c.LogLevel) || !slices.Contains(promslog.FormatFlagOptions, c.LogFormat) {
			t.Errorf("%q gives %+v", environ, c)
		}
	})
}
