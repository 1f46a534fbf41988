namespace Claudit.Audits;

/// <summary>A valid definition with as little in it as a definition can have, for tests to break.</summary>
internal static class SmallDefinition
{
    public const string File = "audits/small/audit.yaml";

    public const string Text = """
        id: small
        version: "1.0"
        title: Small
        category: Trial
        findingPrefix: SML
        summary: The least that an audit can be.
        reviewer:
          role: You read.
          instructions: Read it.
        severities:
          Critical: Worst.
          High: Bad.
          Medium: Middling.
          Low: Little.
        sections:
          - id: executive-summary
          - id: severity-legend
          - id: first
            title: First
            guidance: Look at one.
            checks:
              - id: one
                question: Is it one?
                neededToAssess: part one
          - id: second
            title: Second
            guidance: Look at two.
            checks: [{ id: two, question: Is it two?, neededToAssess: part two }]
          - id: third
            title: Third
            guidance: Look at three.
            checks: [{ id: three, question: Is it three?, neededToAssess: part three }]
          - id: fourth
            title: Fourth
            guidance: Look at four.
            checks: [{ id: four, question: Is it four?, neededToAssess: part four }]
          - id: fifth
            title: Fifth
            guidance: Look at five.
            checks: [{ id: five, question: Is it five?, neededToAssess: part five }]
          - id: sixth
            title: Sixth
            guidance: Look at six.
            checks: [{ id: six, question: Is it six?, neededToAssess: part six }]
          - id: action-list
          - id: score
        dimensions:
          - id: all
            title: All
            weight: 2
            sections: [first, second, third, fourth]
          - id: rest
            title: Rest
            weight: 1
            sections: [fifth, sixth]

        """;
}
