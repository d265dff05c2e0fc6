/// What the argument parser's completions for bash lack.
enum BashCompletion {
    /// The script, with values that hold colons: for bash they are several words (bash(1), COMP_WORDBREAKS). Other texts as they are.
    static func mended(_ script: String) -> String {
        script.replacing(registration, with: colons + registration.replacing("-F _autoprovision ", with: "-F _autoprovision_joined "))
    }

    private static let registration = "complete -o filenames -F _autoprovision autoprovision"

    private static let colons = """
        # Values such as suspended:suspend:after7Days are one word here, whatever COMP_WORDBREAKS says.
        _autoprovision_joined() {
            local -a words=()
            local word
            for word in "${COMP_WORDS[@]::COMP_CWORD+1}"; do
                if [[ "${#words[@]}" -gt 0 && ("${word}" = :* || "${words[-1]}" = *:) && "${word}" != -* ]]; then
                    words[-1]+="${word}"
                else
                    words+=("${word}")
                fi
            done
            local -r current="${words[-1]}"
            local -r done="${current%"${current##*:}"}"
            COMP_WORDS=("${words[@]}")
            COMP_CWORD="$((${#words[@]} - 1))"
            _autoprovision "${1}" "${current}" "${words[COMP_CWORD > 0 ? COMP_CWORD - 1 : 0]}"
            [[ "${COMPREPLY[*]}" = *:* ]] && compopt +o filenames 2>/dev/null
            COMPREPLY=("${COMPREPLY[@]#"${done}"}")
        }


        """
}
