/** First word of a command line by which a shell's script asks for completions; then the shell's name and what was typed. */
export const COMPLETIONS_ASKED = '--get-completions';

/** First word by which the build asks for all words that completion knows. */
export const WORDS_ASKED = '--list-completions';

/**
 * Bash cuts words at `:` and `=` and knows only the last piece, so that it hands over the line as it stands. No `mapfile`: macOS
 * has bash 3.2, which also lacks `compopt`.
 */
const BASH = `# Completion of talentflow in bash. For good:  talentflow completion bash >> ~/.bashrc
_talentflow_completions() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("$line")
  done < <(talentflow ${COMPLETIONS_ASKED} bash "$COMP_LINE" "$COMP_POINT" "$COMP_WORDBREAKS" 2>/dev/null)
  if [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *[=.:,/] ]]; then
    compopt -o nospace 2>/dev/null
  fi
}
complete -o bashdefault -o default -F _talentflow_completions talentflow
`;

const ZSH = `#compdef talentflow
# Completion of talentflow in zsh. For good:  talentflow completion zsh >> ~/.zshrc  (after compinit)
_talentflow() {
  local line word
  local -a whole begun
  while IFS= read -r line; do
    word=\${line%%$'\\t'*}
    line=\${word//:/\\\\:}:\${line#*$'\\t'}
    if [[ $word == *[=.:,/] ]]; then begun+=("$line"); else whole+=("$line"); fi
  done < <(talentflow ${COMPLETIONS_ASKED} zsh "\${(@Q)words[1,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)
  if (( \${#whole} + \${#begun} == 0 )); then
    _files
    return
  fi
  (( \${#begun} )) && _describe -V talentflow begun -S ''
  (( \${#whole} )) && _describe -V talentflow whole
}
if [[ \${zsh_eval_context[-1]} == loadautofunc ]]; then
  _talentflow "$@"
else
  compdef _talentflow talentflow
fi
`;

const FISH = `# Completion of talentflow in fish. For good:  talentflow completion fish > ~/.config/fish/completions/talentflow.fish
function __talentflow_completions
  set -l found (talentflow ${COMPLETIONS_ASKED} fish (commandline -opc) (commandline -ct) 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c talentflow -f -a '(__talentflow_completions)'
`;

/** By shell, the script that asks this command for what may come next. */
export const SCRIPTS = { bash: BASH, zsh: ZSH, fish: FISH } as const;
export type Shell = keyof typeof SCRIPTS;
export const SHELLS = Object.keys(SCRIPTS) as Shell[];
