using System.Text.RegularExpressions;

using DnnGen.Generator.Declaration;

namespace DnnGen.Generator.Emission;

/// <summary>
/// The types that generated code names: short under the using directives of the file, or in full where a short name
/// means something else at the place of the class.
/// </summary>
internal sealed class RuntimeNames(Precision precision, bool qualified)
{
    /// <summary>The namespaces whose names occur in a piece of generated code, in the order of using directives.</summary>
    public static IEnumerable<string> NamespacesUsedBy(string code)
    {
        var words = new HashSet<string>(Regex.Matches(code, @"\b[A-Z]\w*").Cast<Match>().Select(match => match.Value));
        return RuntimeTypes.All.Where(name => words.Contains(name.Name))
            .Select(name => name.Namespace)
            .Distinct()
            .OrderBy(space => space.StartsWith("System", StringComparison.Ordinal) ? 0 : 1)
            .ThenBy(space => space, StringComparer.Ordinal);
    }

    /// <summary>The number type: <c>float</c> or <c>double</c>.</summary>
    public string Number { get; } = precision == Precision.Double ? "double" : "float";

    public bool Qualified => qualified;

    public string Matrix => Of("DnnGen", "Matrix") + $"<{Number}>";

    public string ParameterSetBase => Of("DnnGen", "ParameterSet") + $"<{Number}>";

    public string WorkspaceBase => Of("DnnGen", "Workspace") + $"<{Number}>";

    public string Span => Of("System", "Span") + $"<{Number}>";

    public string ReadOnlySpan => Of("System", "ReadOnlySpan") + $"<{Number}>";

    public string SpanOfDoubles => Of("System", "ReadOnlySpan") + "<double>";

    public string MemoryExtensions => Of("System", "MemoryExtensions");

    public string ArrayPool => Of("System.Buffers", "ArrayPool") + $"<{Number}>";

    /// <summary>A register of numbers.</summary>
    public string Vector => VectorOf(Number);

    /// <summary>The functions of registers.</summary>
    public string VectorFunctions => Of("System.Numerics", "Vector");

    /// <summary>A register of numbers of a type.</summary>
    public string VectorOf(string number) => VectorFunctions + $"<{number}>";

    /// <summary>One unit of many examples.</summary>
    public string Lanes => Kernel("Lanes") + $"<{Number}>";

    public string ExampleTiles => Kernel("ExampleTiles") + $"<{Number}>";

    public string Registers => Kernel("Registers");

    public string Checks => Of("DnnGen", "NetworkChecks");

    public string UpdateKernel => Kernel("UpdateKernel");

    /// <summary>A type of the namespace <c>DnnGen</c>.</summary>
    public string Runtime(string name) => Of("DnnGen", name);

    /// <summary>A type of the namespace <c>DnnGen.Kernels</c>.</summary>
    public string Kernel(string name) => Of("DnnGen.Kernels", name);

    /// <summary>The struct of an activation.</summary>
    public string Activation(Activation activation) => Of("DnnGen.Activations", activation.ToString());

    /// <summary>The struct of a loss.</summary>
    public string Loss(Planning.LossKernelKind loss) => Of("DnnGen.Losses", loss.ToString());

    private string Of(string space, string name) => qualified ? $"global::{space}.{name}" : name;
}
