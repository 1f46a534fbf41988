namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes a method a function of this name, unique in the app.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
