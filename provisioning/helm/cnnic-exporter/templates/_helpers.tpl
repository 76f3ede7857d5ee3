{{- define "cnnic-exporter.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "cnnic-exporter.fullname" -}}
{{- $name := include "cnnic-exporter.name" . }}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "cnnic-exporter.selectorLabels" -}}
app.kubernetes.io/name: {{ include "cnnic-exporter.name" . | toYaml }}
app.kubernetes.io/instance: {{ .Release.Name | toYaml }}
{{- end }}

{{- define "cnnic-exporter.labels" -}}
{{ include "cnnic-exporter.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "cnnic-exporter.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (ternary (include "cnnic-exporter.fullname" .) "default" .Values.serviceAccount.create) }}
{{- end }}

{{- define "cnnic-exporter.image" -}}
{{- with .Values.image.registry }}{{ . }}/{{ end }}{{ .Values.image.repository }}
{{- with .Values.image.digest }}@{{ . }}{{ else }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{ end }}
{{- end }}

{{- /* The port of the first address of config.listenAddress. */}}
{{- define "cnnic-exporter.port" -}}
{{- regexFind "[0-9]+$" (first .Values.config.listenAddress) }}
{{- end }}

{{- /* GOMEMLIMIT: 7/8 of the memory limit, in the next smaller unit: 1Gi becomes 896MiB. */}}
{{- define "cnnic-exporter.goMemLimit" -}}
{{- $limit := dig "limits" "memory" "" (.Values.resources | default dict) | toString }}
{{- if regexMatch "^[0-9]+[KMG]i$" $limit }}
{{- $smaller := get (dict "Ki" "B" "Mi" "KiB" "Gi" "MiB") (regexFind "[KMG]i$" $limit) }}
{{- printf "%d%s" (mul 896 (regexFind "^[0-9]+" $limit)) $smaller }}
{{- end }}
{{- end }}

{{- /* The path of the web configuration file, or nothing. */}}
{{- define "cnnic-exporter.webConfigFile" -}}
{{- if .Values.webConfig.existingSecret }}/etc/cnnic_exporter/{{ .Values.webConfig.key }}{{ else }}{{ .Values.config.webConfigFile }}{{ end }}
{{- end }}

{{- /* The exporter's settings as environment variables: maxRequests becomes CNNIC_MAX_REQUESTS. */}}
{{- define "cnnic-exporter.env" -}}
{{- $config := deepCopy .Values.config }}
{{- if .Values.dataset.existingConfigMap }}{{ $_ := set $config "dataDir" "/data" }}{{ end }}
{{- $_ := set $config "webConfigFile" (include "cnnic-exporter.webConfigFile" .) }}
{{- range $name, $value := $config }}
{{- if kindIs "slice" $value }}{{ $value = join "," $value }}{{ end }}
{{- /* Helm reads numbers as float64, and large ones print with an exponent. */}}
{{- if kindIs "float64" $value }}{{ $value = int64 $value }}{{ end }}
{{- if ne (toString $value) "" }}
- name: CNNIC_{{ snakecase $name | upper }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "cnnic-exporter.volumes" -}}
{{- with .Values.dataset.existingConfigMap }}
- name: dataset
  configMap:
    name: {{ toYaml . }}
{{- end }}
{{- with .Values.webConfig.existingSecret }}
- name: web-config
  secret:
    secretName: {{ toYaml . }}
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "cnnic-exporter.volumeMounts" -}}
{{- if .Values.dataset.existingConfigMap }}
- name: dataset
  mountPath: /data
  readOnly: true
{{- end }}
{{- if .Values.webConfig.existingSecret }}
- name: web-config
  mountPath: /etc/cnnic_exporter
  readOnly: true
{{- end }}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* A probe's check, given (dict "context" $ "path" PATH): a request for PATH. With a web configuration file, which may require TLS or a password, it is the healthcheck command, which needs neither certificate nor password. */}}
{{- define "cnnic-exporter.probe" -}}
{{- if include "cnnic-exporter.webConfigFile" .context }}
exec:
  command: [/cnnic_exporter, healthcheck]
timeoutSeconds: 5
{{- else }}
httpGet:
  path: {{ .path }}
  port: http
{{- end }}
{{- end }}

{{- /* The name of a dashboard's ConfigMap and GrafanaDashboard, given (list $ LANGUAGE PATH). */}}
{{- define "cnnic-exporter.dashboardName" -}}
{{- $name := index . 2 | base | trimSuffix ".json" }}
{{- printf "%s-dashboard-%s-%s" (include "cnnic-exporter.fullname" (index . 0)) $name (index . 1) }}
{{- end }}

{{- /* A dashboard's key in its ConfigMap, given (list LANGUAGE PATH). Keys are unique: without folderAnnotation the sidecar writes all dashboards into one directory, in files named after their keys. */}}
{{- define "cnnic-exporter.dashboardKey" -}}
{{- printf "cnnic-%s-%s.json" (index . 1 | base | trimSuffix ".json") (index . 0) }}
{{- end }}
