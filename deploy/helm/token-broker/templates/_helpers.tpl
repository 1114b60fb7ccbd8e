{{/* Everything is called after the release. */}}
{{- define "token-broker.name" -}}
{{- if contains "token-broker" .Release.Name -}}
{{ .Release.Name | trunc 50 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-token-broker" (.Release.Name | trunc 37 | trimSuffix "-") }}
{{- end -}}
{{- end -}}

{{- define "token-broker.serviceAccount" -}}
{{ .Values.serviceAccount.name | default (include "token-broker.name" .) }}
{{- end -}}

{{- define "token-broker.image" -}}
{{ .Values.image.repository }}
{{- if .Values.image.digest }}@{{ .Values.image.digest }}{{ else }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{ end }}
{{- end -}}

{{/* What never changes of an object: selectors are made of it. */}}
{{- define "token-broker.instance" -}}
app.kubernetes.io/name: token-broker
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* The broker's pods. */}}
{{- define "token-broker.selector" -}}
{{ include "token-broker.instance" . }}
app.kubernetes.io/component: broker
{{- end -}}

{{- define "token-broker.labels" -}}
{{ include "token-broker.instance" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{/* Pod Security "restricted", and a file system that nobody writes to. */}}
{{- define "token-broker.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "token-broker.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* A number as it was written: YAML's way through JSON makes 1000000 a 1e+06. */}}
{{- define "token-broker.plain" -}}
{{- if and (kindIs "float64" .) (eq (floor .) .) -}}
{{ int64 . }}
{{- else -}}
{{ . | toString | replace "\\" "\\\\" }}
{{- end -}}
{{- end -}}

{{- define "token-broker.usesKubernetesLogin" -}}
{{- if and (index .Values.config "broker.vault.url") (eq (index .Values.config "broker.vault.auth" | default "kubernetes") "kubernetes") -}}
true
{{- end -}}
{{- end -}}

{{- define "token-broker.applicationProperties" -}}
{{- range $key, $value := .Values.config }}
{{ $key }}={{ include "token-broker.plain" $value }}
{{- end }}
{{- range $key, $source := .Values.files }}
{{ $key }}={{ if hasPrefix "mp.jwt." $key }}file:{{ end }}/etc/token-broker/files/{{ $key }}
{{- end }}
broker.callers-file=/etc/token-broker/callers/callers.properties
{{- with .Values.tracing }}
{{- if .endpoint }}
quarkus.otel.exporter.otlp.endpoint={{ .endpoint }}
quarkus.otel.exporter.otlp.protocol={{ .protocol }}
quarkus.otel.traces.sampler.arg={{ .share }}
{{- end }}
{{- end }}
{{- if include "token-broker.usesKubernetesLogin" . }}
broker.vault.kubernetes.token-file=/var/run/secrets/vault/token
{{- end }}
{{- end -}}

{{- define "token-broker.callersProperties" -}}
{{- range $name, $caller := .Values.callers }}
broker.callers.{{ $name }}.subject={{ include "token-broker.plain" $caller.subject }}
{{- with $caller.permissions }}
broker.callers.{{ $name }}.permissions={{ join "," . }}
{{- end }}
{{- with $caller.shops }}
broker.callers.{{ $name }}.shops={{ join "," . }}
{{- end }}
{{- with $caller.apps }}
broker.callers.{{ $name }}.apps={{ join "," . }}
{{- end }}
{{- with $caller.requestsPerSecond }}
broker.callers.{{ $name }}.requests-per-second={{ include "token-broker.plain" . }}
{{- end }}
{{- with $caller.distinctShopsPerHour }}
broker.callers.{{ $name }}.distinct-shops-per-hour={{ include "token-broker.plain" . }}
{{- end }}
{{- end }}
{{- end -}}

{{/* What is missing, and settings that need one another. Not in the schema, so that `helm lint` can do without values. */}}
{{- define "token-broker.refusals" -}}
{{- if not .Values.image.repository -}}
{{- fail "image.repository: is needed; where the image was pushed to" -}}
{{- end -}}
{{- range list "broker.database.url" "broker.database.username" "broker.vault.url" "mp.jwt.verify.issuer" -}}
{{- if not (hasKey $.Values.config .) -}}
{{- fail (printf "config.%s: is needed" .) -}}
{{- end -}}
{{- end -}}
{{- $location := "mp.jwt.verify.publickey.location" -}}
{{- if and (hasKey .Values.config $location) (hasKey .Values.files $location) -}}
{{- fail (printf "%s: stands in config and in files; keep one" $location) -}}
{{- end -}}
{{- if not (or (hasKey .Values.config $location) (hasKey .Values.files $location)) -}}
{{- fail (printf "%s: is needed, as a URL in config or as a file in files; no caller could be believed without it" $location) -}}
{{- end -}}
{{- if and (include "token-broker.usesKubernetesLogin" .) (not (hasKey .Values.config "broker.vault.kubernetes.role")) -}}
{{- fail "config.broker.vault.kubernetes.role: is needed where broker.vault.auth is kubernetes" -}}
{{- end -}}
{{- $apps := dict -}}
{{- range $key, $value := .Values.config -}}
{{- if regexMatch "^broker\\.apps\\.[^.]+\\.client-id$" $key -}}
{{- $_ := set $apps (index (splitList "." $key) 2) true -}}
{{- end -}}
{{- end -}}
{{- if not $apps -}}
{{- fail "config.broker.apps.<app>.client-id: is needed for at least one app" -}}
{{- end -}}
{{- range $app, $known := $apps -}}
{{- $file := printf "broker.apps.%s.client-secret-file" $app -}}
{{- $vault := printf "broker.apps.%s.client-secret-vault" $app -}}
{{- if not (or (hasKey $.Values.files $file) (hasKey $.Values.config $vault)) -}}
{{- fail (printf "%s: is needed in files, or %s in config" $file $vault) -}}
{{- end -}}
{{- end -}}
{{- $auth := index .Values.config "broker.vault.auth" | default "kubernetes" -}}
{{- if and (eq $auth "approle") (not (and (hasKey .Values.config "broker.vault.approle.role-id") (hasKey .Values.files "broker.vault.approle.secret-id-file"))) -}}
{{- fail "config.broker.vault.approle.role-id and files.broker.vault.approle.secret-id-file: are needed where broker.vault.auth is approle" -}}
{{- end -}}
{{- if and (eq $auth "token-file") (not (hasKey .Values.files "broker.vault.token-file")) -}}
{{- fail "files.broker.vault.token-file: is needed where broker.vault.auth is token-file" -}}
{{- end -}}
{{- range $name, $caller := .Values.callers -}}
{{- range $caller.apps -}}
{{- if not (hasKey $apps .) -}}
{{- fail (printf "callers.%s.apps: %s is no app; it has no broker.apps.%s.client-id" $name . .) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if not (dig "limits" "memory" "" .Values.resources) -}}
{{- fail "resources.limits.memory: is needed; the heap is a share of it" -}}
{{- end -}}
{{- if and .Values.autoscaling.enabled (not (dig "requests" "cpu" "" .Values.resources)) -}}
{{- fail "resources.requests.cpu: is needed where autoscaling.enabled; autoscaling.cpu is a share of it" -}}
{{- end -}}
{{- $fewest := ternary (int .Values.autoscaling.minReplicas) (int (.Values.replicas | default 2)) .Values.autoscaling.enabled -}}
{{- if and .Values.podDisruptionBudget.enabled (ge (int .Values.podDisruptionBudget.maxUnavailable) $fewest) -}}
{{- fail "podDisruptionBudget.maxUnavailable: is not less than the replicas; drains could take all of them at once" -}}
{{- end -}}
{{- if and (ne .Values.service.type "ClusterIP") (not .Values.networkPolicy.enabled) -}}
{{- fail "service.type: publishes the management port too; only with networkPolicy.enabled" -}}
{{- end -}}
{{- if and .Values.autoscaling.enabled (gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas)) -}}
{{- fail "autoscaling.minReplicas: is more than autoscaling.maxReplicas" -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.host) -}}
{{- fail "ingress.host: is needed where ingress.enabled" -}}
{{- end -}}
{{- if and .Values.externalSecrets.secrets (not .Values.externalSecrets.store.name) -}}
{{- fail "externalSecrets.store.name: is needed where externalSecrets.secrets are asked for" -}}
{{- end -}}
{{- if lt (int .Values.gracePeriodSeconds) (add (int .Values.preStopSeconds) 40 | int) -}}
{{- fail "gracePeriodSeconds: is less than preStopSeconds and the 40 s that the broker may need" -}}
{{- end -}}
{{- end -}}

{{/* The port of a URL, with that of its scheme in mind. */}}
{{- define "token-broker.portOf" -}}
{{- $port := regexFind ":[0-9]+(/|$)" . -}}
{{- if $port -}}
{{ $port | trimPrefix ":" | trimSuffix "/" }}
{{- else -}}
{{ ternary "443" "5432" (hasPrefix "https" .) }}
{{- end -}}
{{- end -}}

{{/* What is asked by https: Shopify, the issuer's keys, receivers of notifications. */}}
{{- define "token-broker.httpsPorts" -}}
{{- $ports := list "443" -}}
{{- range $key, $value := .Values.config -}}
{{- if or (eq $key "mp.jwt.verify.publickey.location") (and (hasPrefix "broker.notifications." $key) (hasSuffix ".url" $key)) -}}
{{- $ports = append $ports (include "token-broker.portOf" $value) -}}
{{- end -}}
{{- end -}}
{{ $ports | uniq | join "," }}
{{- end -}}

{{- define "token-broker.monitored" -}}
{{- $enabled := toString .Values.monitoring.enabled -}}
{{- if or (eq $enabled "true") (and (eq $enabled "auto") (.Capabilities.APIVersions.Has "monitoring.coreos.com/v1")) -}}
true
{{- end -}}
{{- end -}}

{{- define "token-broker.dashboard" -}}
{{- $enabled := toString .Values.monitoring.dashboard.enabled -}}
{{- if or (eq $enabled "true") (and (eq $enabled "auto") (include "token-broker.monitored" .)) -}}
true
{{- end -}}
{{- end -}}
