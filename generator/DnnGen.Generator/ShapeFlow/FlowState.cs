using Microsoft.CodeAnalysis;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>What is known of every variable at a point of the program. Never written to: a change gives another state.</summary>
/// <remarks>
/// A trie over the bits of the hash codes (big-endian Patricia). States that come from each other share what they have in
/// common, and a join passes over what is shared: it costs what differs, not what is known.
/// </remarks>
internal sealed class FlowState
{
    private readonly Node? root;

    private FlowState(Node? root) => this.root = root;

    public static FlowState Empty { get; } = new((Node?)null);

    public IEnumerable<KeyValuePair<object, ShapeValue>> Values => Enumerate(root);

    public ShapeValue? Get(object key)
    {
        uint hash = Hash(key);
        for (var node = root; node is not null;)
        {
            if (node is Leaf leaf)
            {
                return leaf.Hash == hash ? leaf.Get(key) : null;
            }

            var branch = (Branch)node;
            if (!branch.Covers(hash))
            {
                return null;
            }

            node = branch.IsRight(hash) ? branch.Right : branch.Left;
        }

        return null;
    }

    public FlowState Set(object key, ShapeValue? value) => With(Set(root, Hash(key), key, value));

    /// <summary>What is known where two paths meet.</summary>
    public static FlowState Join(FlowState left, FlowState right) => left.With(Join(left.root, right.root));

    public bool SameAs(FlowState other) => Same(root, other.root);

    private FlowState With(Node? changed) => ReferenceEquals(changed, root) ? this : changed is null ? Empty : new FlowState(changed);

    private static Node? Set(Node? node, uint hash, object key, ShapeValue? value)
    {
        switch (node)
        {
            case null:
                return value is null ? null : new Leaf(hash, key, value, null);
            case Leaf leaf when leaf.Hash == hash:
                return leaf.Set(key, value);
            case Branch branch when branch.Covers(hash):
                return branch.IsRight(hash)
                    ? branch.With(branch.Left, Set(branch.Right, hash, key, value))
                    : branch.With(Set(branch.Left, hash, key, value), branch.Right);
            default:
                return value is null ? node : Link(new Leaf(hash, key, value, null), node);
        }
    }

    /// <summary>The branch over two nodes that share no more than their first bits.</summary>
    private static Branch Link(Node one, Node other)
    {
        uint bit = HighestBit(one.Prefix ^ other.Prefix);
        uint prefix = one.Prefix & ~unchecked((bit << 1) - 1);
        return (one.Prefix & bit) == 0 ? new(prefix, bit, one, other) : new(prefix, bit, other, one);
    }

    private static Node? Join(Node? left, Node? right)
    {
        if (ReferenceEquals(left, right) || left is null || right is null)
        {
            return left is null || right is null ? null : left;
        }

        switch (left, right)
        {
            case (Leaf a, Leaf b):
                return a.Hash == b.Hash ? a.Join(b) : null;
            case (Branch a, Branch b) when a.Bit == b.Bit:
                return a.Prefix == b.Prefix ? a.With(Join(a.Left, b.Left), Join(a.Right, b.Right)) : null;
            case (Branch a, _) when right is Leaf || a.Bit > ((Branch)right).Bit:
                return a.Covers(right.Prefix) ? Join(a.IsRight(right.Prefix) ? a.Right : a.Left, right) : null;
            default:
                var wide = (Branch)right;
                return wide.Covers(left.Prefix) ? Join(left, wide.IsRight(left.Prefix) ? wide.Right : wide.Left) : null;
        }
    }

    private static bool Same(Node? left, Node? right) =>
        ReferenceEquals(left, right)
        || (left, right) switch
        {
            (Leaf a, Leaf b) => a.Hash == b.Hash && a.SameAs(b),
            (Branch a, Branch b) => a.Bit == b.Bit && a.Prefix == b.Prefix && Same(a.Left, b.Left) && Same(a.Right, b.Right),
            _ => false,
        };

    private static IEnumerable<KeyValuePair<object, ShapeValue>> Enumerate(Node? root)
    {
        var open = new Stack<Node>();
        if (root is not null)
        {
            open.Push(root);
        }

        while (open.Count > 0)
        {
            switch (open.Pop())
            {
                case Branch branch:
                    open.Push(branch.Right);
                    open.Push(branch.Left);
                    break;
                case Leaf leaf:
                    for (var entry = leaf; entry is not null; entry = entry.Next)
                    {
                        yield return new(entry.Key, entry.Value);
                    }

                    break;
            }
        }
    }

    // Symbols differ in few bits: all of them are spread over the whole hash.
    private static uint Hash(object key)
    {
        uint hash = unchecked((uint)(key is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : key.GetHashCode()));
        hash = unchecked((hash ^ (hash >> 16)) * 0x85EBCA6Bu);
        return hash ^ (hash >> 13);
    }

    private static bool AreEqual(object left, object right) =>
        left is ISymbol one && right is ISymbol other ? SymbolEqualityComparer.Default.Equals(one, other) : left.Equals(right);

    private static uint HighestBit(uint number)
    {
        number |= number >> 1;
        number |= number >> 2;
        number |= number >> 4;
        number |= number >> 8;
        number |= number >> 16;
        return number ^ (number >> 1);
    }

    private abstract class Node(uint prefix)
    {
        public uint Prefix { get; } = prefix;
    }

    /// <summary>What all keys below have in common, and the bit in which they first differ.</summary>
    private sealed class Branch(uint prefix, uint bit, Node left, Node right) : Node(prefix)
    {
        public uint Bit { get; } = bit;

        public Node Left { get; } = left;

        public Node Right { get; } = right;

        public bool Covers(uint hash) => (hash & ~unchecked((Bit << 1) - 1)) == Prefix;

        public bool IsRight(uint hash) => (hash & Bit) != 0;

        public Node? With(Node? left, Node? right) =>
            ReferenceEquals(left, Left) && ReferenceEquals(right, Right) ? this
            : left is null ? right
            : right is null ? left
            : new Branch(Prefix, Bit, left, right);
    }

    /// <summary>A key with its value, and the keys of the same hash behind it.</summary>
    private sealed class Leaf(uint hash, object key, ShapeValue value, Leaf? next) : Node(hash)
    {
        public uint Hash => Prefix;

        public object Key { get; } = key;

        public ShapeValue Value { get; } = value;

        public Leaf? Next { get; } = next;

        public ShapeValue? Get(object key)
        {
            for (var entry = this; entry is not null; entry = entry.Next)
            {
                if (AreEqual(entry.Key, key))
                {
                    return entry.Value;
                }
            }

            return null;
        }

        public Leaf? Set(object key, ShapeValue? value)
        {
            if (AreEqual(Key, key))
            {
                return value is null ? Next
                    : ReferenceEquals(value, Value) || value.Equals(Value) ? this
                    : new Leaf(Hash, Key, value, Next);
            }

            var rest = Next is null ? (value is null ? null : new Leaf(Hash, key, value, null)) : Next.Set(key, value);
            return ReferenceEquals(rest, Next) ? this : new Leaf(Hash, Key, Value, rest);
        }

        public Leaf? Join(Leaf other)
        {
            Leaf? joined = this;
            for (var entry = this; entry is not null; entry = entry.Next)
            {
                joined = joined?.Set(entry.Key, ShapeValue.Join(entry.Value, other.Get(entry.Key)));
            }

            return joined;
        }

        public bool SameAs(Leaf other)
        {
            int here = 0, there = 0;
            for (var entry = this; entry is not null; entry = entry.Next, here++)
            {
                if (other.Get(entry.Key)?.Equals(entry.Value) != true)
                {
                    return false;
                }
            }

            for (var entry = other; entry is not null; entry = entry.Next)
            {
                there++;
            }

            return here == there;
        }
    }
}
