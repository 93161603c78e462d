# What ./run and ./test ask of the machine. To be sourced in the repository's folder.

say() { printf '%s\n' "$*" >&2; }

# Debian's own packages can be installed here: root, and apt.
may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

is_distribution() { grep -qx "ID=\"\?$1\"\?" /etc/os-release 2>/dev/null; }

# The .NET 10 SDK, and a home that it can write its caches to.
need_sdk() {
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
  # No build server stays behind: it would hold the terminal, or the pipe of whoever started us.
  export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
  if [ -z "${HOME:-}" ] || ! { mkdir -p "$HOME" && [ -w "$HOME" ]; } 2>/dev/null; then
    export HOME="$PWD/artifacts/home"
    mkdir -p "$HOME"
  fi
  if ! command -v dotnet >/dev/null; then
    say "The .NET 10 SDK is missing. Install it from https://dotnet.microsoft.com/download and start again."
    exit 1
  fi
  if ! dotnet --list-sdks | grep -q '^10\.'; then
    say "The .NET SDK here is not version 10 (dotnet --list-sdks). Install it from https://dotnet.microsoft.com/download and start again."
    exit 1
  fi
}

# Asks the package sources for QuestPDF, in a project of its own so that its absence breaks nothing. A build takes it from the package cache.
restore_questpdf() {
  local version scratch status=0
  version=$(sed -n 's/.*"QuestPDF" Version="\([^"]*\)".*/\1/p' Directory.Packages.props)
  [ -d "${NUGET_PACKAGES:-$HOME/.nuget/packages}/questpdf/$version" ] && return 0
  scratch=$(mktemp -d)
  cat > "$scratch/scratch.csproj" <<PROJECT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="QuestPDF" Version="$version" /></ItemGroup>
</Project>
PROJECT
  [ ! -f nuget.config ] || cp nuget.config "$scratch/"
  timeout 60 dotnet restore "$scratch/scratch.csproj" -v q >/dev/null 2>&1 || status=1
  rm -rf "$scratch"
  return $status
}

# Whether a program is, or only starts, a snap package, which cannot print our reports.
is_snap() {
  local target
  target=$(readlink -f "$1")
  case $target in /snap/* | */snap) return 0 ;; esac
  case $1 in /snap/*) return 0 ;; esac
  [ "$(head -c 2 "$target")" = '#!' ] && head -c 4096 "$target" | grep -q /snap/
}

# The browser that the application would find as well.
find_browser() {
  local name path
  if [ -n "${SURVEY_BROWSER:-}" ]; then
    [ -x "$SURVEY_BROWSER" ] && ! is_snap "$SURVEY_BROWSER" && printf '%s\n' "$SURVEY_BROWSER"
    return
  fi
  for name in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge microsoft-edge-stable; do
    path=$(command -v "$name") && ! is_snap "$path" && printf '%s\n' "$path" && return 0
  done
  for path in "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" /Applications/Chromium.app/Contents/MacOS/Chromium "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"; do
    [ -x "$path" ] && printf '%s\n' "$path" && return 0
  done
  return 1
}

# What to do where no browser is found and none can be installed.
browser_advice() {
  if is_distribution ubuntu; then
    printf '%s' "install Google Chrome from https://www.google.com/chrome (Ubuntu's chromium is a snap package, which cannot print reports)"
  elif is_distribution debian; then
    printf '%s' "as root: apt install chromium"
  else
    printf '%s' "install Google Chrome (https://www.google.com/chrome), Chromium or Microsoft Edge"
  fi
}

# Installs Debian packages and says which; the log is shown only when that fails.
install_packages() {
  local log
  log=$(mktemp)
  say "Installing $* …"
  if DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >"$log" 2>&1 \
    || { apt-get update >"$log" 2>&1 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1; }; then
    rm -f "$log"
  else
    tail -n 5 "$log" >&2
    rm -f "$log"
    return 1
  fi
}

# Runs a command in silence; what it wrote is shown only when it fails.
quietly() {
  local log status=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 || status=$?
  [ $status = 0 ] || cat "$log" >&2
  rm -f "$log"
  return $status
}
