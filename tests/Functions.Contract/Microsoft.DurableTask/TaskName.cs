namespace Microsoft.DurableTask;

/// <summary>Name of an orchestrator, an activity or an entity; case does not count.</summary>
public readonly struct TaskName(string name) : IEquatable<TaskName>
{
    /// <summary>Null in the default value alone.</summary>
    public string Name { get; } = name;

    public static implicit operator string(TaskName value) => value.Name;

    /// <summary>Null and empty become the default value.</summary>
    public static implicit operator TaskName(string value) => string.IsNullOrEmpty(value) ? default : new(value);

    public static bool operator ==(TaskName a, TaskName b) => a.Equals(b);

    public static bool operator !=(TaskName a, TaskName b) => !a.Equals(b);

    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    public override int GetHashCode() => Name is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    public override string ToString() => Name;
}
