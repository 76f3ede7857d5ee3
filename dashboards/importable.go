package dashboards

import "encoding/json"

// oldestGrafana is the first Grafana with all features that the panels use.
const oldestGrafana = "10.4.0"

// Importable are the dashboards for import by hand or from grafana.com, by the
// same paths as Files. They ask for the data source at the import, which provisioned
// files must not do.
func Importable() (map[string][]byte, error) {
	files, err := Files()
	if err != nil {
		return nil, err
	}
	for path, content := range files {
		if files[path], err = importable(content); err != nil {
			return nil, err
		}
	}
	return files, nil
}

func importable(provisioned []byte) ([]byte, error) {
	var board map[string]any
	if err := json.Unmarshal(provisioned, &board); err != nil {
		return nil, err
	}
	requires := []options{
		{"type": "grafana", "id": "grafana", "name": "Grafana", "version": oldestGrafana},
		{"type": "datasource", "id": "prometheus", "name": "Prometheus", "version": "1.0.0"},
	}
	for _, t := range []string{"barchart", "stat", "table", "text", "timeseries", "trend"} {
		requires = append(requires, options{"type": "panel", "id": t, "name": t, "version": ""})
	}
	board["id"] = nil
	board["__requires"] = requires
	board["__inputs"] = []options{{
		"name": "DS_PROMETHEUS", "label": "Prometheus", "description": "", "type": "datasource",
		"pluginId": "prometheus", "pluginName": "Prometheus",
	}}
	variables := board["templating"].(map[string]any)["list"].([]any)
	variables[0].(map[string]any)["current"] = options{"selected": false, "text": "Prometheus", "value": "${DS_PROMETHEUS}"}
	content, err := json.MarshalIndent(board, "", "  ")
	return append(content, '\n'), err
}
