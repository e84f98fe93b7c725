using System.Text;

using DnnGen.Generator.Collections;

namespace DnnGen.Generator.Emission;

/// <summary>Names for the generated files that the compiler takes: of plain characters, and different whatever their case.</summary>
internal static class FileNames
{
    /// <summary>
    /// The names that another network's name equals but for the case, as files on most disks would, and those of networks
    /// with other networks inside: <c>Net.Forward.g.cs</c> is a file of <c>Net</c> and could be one of <c>Net.Forward</c>.
    /// </summary>
    public static EquatableArray<string> Ambiguous(IReadOnlyCollection<string> names)
    {
        var plain = names.ToLookup(Plain, StringComparer.OrdinalIgnoreCase);
        var ambiguous = new SortedSet<string>(plain.Where(group => group.Count() > 1).SelectMany(group => group), StringComparer.Ordinal);
        foreach (var group in plain)
        {
            for (int dot = group.Key.IndexOf('.'); dot >= 0; dot = group.Key.IndexOf('.', dot + 1))
            {
                ambiguous.UnionWith(plain[group.Key.Substring(0, dot)]);
            }
        }

        return ambiguous.ToEquatableArray();
    }

    /// <summary>The name under which a file is added.</summary>
    /// <param name="fileName">The file, which begins with the network's name.</param>
    /// <param name="network">The network's name.</param>
    /// <param name="ambiguous">The names that need something to tell them apart.</param>
    public static string HintName(string fileName, string network, EquatableArray<string> ambiguous) =>
        Plain(ambiguous.Contains(network)
            ? network + "-" + Hash(network) + fileName.Substring(network.Length)
            : fileName);

    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            plain.Append(char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or '`' ? c : '_');
        }

        return plain.ToString();
    }

    /// <summary>FNV-1a: the same on every machine and in every process, unlike <see cref="string.GetHashCode()"/>.</summary>
    private static string Hash(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return hash.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
    }
}
