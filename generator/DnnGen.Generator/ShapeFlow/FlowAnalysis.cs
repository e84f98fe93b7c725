using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>
/// Follows shapes through the control-flow graph of one method, lambda or local function: first until what is known at
/// the start of every block no longer changes, then once more to report.
/// </summary>
internal sealed class FlowAnalysis
{
    private readonly FlowContext context;
    private readonly ControlFlowGraph graph;
    private readonly FlowState entry;
    private readonly ISymbol owner;
    private readonly bool[] inCycle;
    private readonly FlowState?[] starts;
    private readonly FlowState?[] ends;
    private readonly HashSet<ISymbol>?[] writtenInBlock;
    private readonly Dictionary<CaptureId, ISymbol> captured;
    private readonly Dictionary<ControlFlowRegion, HashSet<ISymbol>> written = [];
    private readonly Dictionary<ControlFlowRegion, bool> mentionsWorkspace = [];

    // What is known where a finally has run to its end, and the branches that go through it.
    private readonly Dictionary<ControlFlowRegion, FlowState> finished = [];
    private readonly Dictionary<ControlFlowRegion, HashSet<ControlFlowBranch>> through = [];

    public FlowAnalysis(FlowContext context, ControlFlowGraph graph, ISymbol owner, FlowState entry)
    {
        this.context = context;
        this.graph = graph;
        this.owner = owner;
        this.entry = entry;
        inCycle = Cycles.Find(graph);
        captured = Captured(graph);
        starts = new FlowState?[graph.Blocks.Length];
        ends = new FlowState?[graph.Blocks.Length];
        writtenInBlock = new HashSet<ISymbol>?[graph.Blocks.Length];
    }

    /// <summary>Follows the shapes, reports, and goes into the lambdas and local functions.</summary>
    public void Run()
    {
        Solve();
        foreach (var block in graph.Blocks)
        {
            // What lies outside of every loop was final, and reported, when it was reached.
            if (inCycle[block.Ordinal] && starts[block.Ordinal] is { } start && block.IsReachable)
            {
                Evaluate(block, start, report: true);
            }
        }

        if (graph.LocalFunctions.IsEmpty)
        {
            return;
        }

        var stable = StableState();
        foreach (var function in graph.LocalFunctions)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var nested = graph.GetLocalFunctionControlFlowGraph(function, context.Cancellation);
            new FlowAnalysis(context, nested, function, context.EntryOf(function, stable)).Run();
        }
    }

    private void RunLambda(IFlowAnonymousFunctionOperation function, FlowState state)
    {
        var nested = graph.GetAnonymousFunctionControlFlowGraph(function, context.Cancellation);
        new FlowAnalysis(context, nested, function.Symbol, context.EntryOf(function.Symbol, context.OnlyStable(state))).Run();
    }

    /// <summary>What is known of variables that are written once, wherever a local function is called from.</summary>
    private FlowState StableState()
    {
        var state = context.OnlyStable(entry);
        foreach (var block in graph.Blocks)
        {
            if (ends[block.Ordinal] is not { } end)
            {
                continue;
            }

            foreach (var symbol in WrittenIn(block))
            {
                if (context.Use.IsStable(symbol) && end.Get(symbol) is { } value)
                {
                    state = state.Set(symbol, state.Get(symbol) is { } known ? ShapeValue.Join(known, value) : value);
                }
            }
        }

        return state;
    }

    private void Solve()
    {
        starts[0] = entry;
        var work = new SortedSet<int> { 0 };
        while (work.Count > 0)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            int ordinal = work.Min;
            work.Remove(ordinal);
            var block = graph.Blocks[ordinal];
            if (!block.IsReachable && block.Kind != BasicBlockKind.Entry)
            {
                continue;
            }

            var (state, condition) = Evaluate(block, starts[ordinal]!, report: !inCycle[ordinal]);
            foreach (var (branch, taken) in Branches(block))
            {
                if (condition is null || taken is null || condition == taken)
                {
                    Take(branch, state, work);
                }
            }

            ReachHandlers(block, work);
        }
    }

    private void Take(ControlFlowBranch branch, FlowState state, SortedSet<int> work)
    {
        if (branch.Semantics == ControlFlowBranchSemantics.StructuredExceptionHandling)
        {
            Finish(branch.Source.EnclosingRegion, state, work);
        }
        else if (branch.Destination is { } destination && After(state, branch) is { } after && Reach(destination.Ordinal, after))
        {
            work.Add(destination.Ordinal);
        }
    }

    /// <summary>A finally has run to its end: what was waiting for it goes on.</summary>
    private void Finish(ControlFlowRegion region, FlowState state, SortedSet<int> work)
    {
        while (region.Kind is not (ControlFlowRegionKind.Finally or ControlFlowRegionKind.Filter) && region.EnclosingRegion is { } around)
        {
            region = around;
        }

        var end = finished.TryGetValue(region, out var before) ? FlowState.Join(before, state) : state;
        if (region.Kind != ControlFlowRegionKind.Finally || (before is not null && end.SameAs(before)))
        {
            return;
        }

        finished[region] = end;
        if (through.TryGetValue(region, out var branches))
        {
            foreach (var branch in branches)
            {
                Take(branch, ends[branch.Source.Ordinal]!, work);
            }
        }
    }

    private (FlowState State, bool? Condition) Evaluate(BasicBlock block, FlowState start, bool report)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        context.CountEvaluation();
        var evaluator = new Evaluator(context, owner, start, inCycle[block.Ordinal], report)
        {
            CapturedVariables = captured,
            OnFunction = (function, state) => RunLambda(function, state),
        };
        bool? condition = evaluator.Block(block);
        ends[block.Ordinal] = evaluator.State;
        return (evaluator.State, condition);
    }

    /// <summary>The one variable that a capture stands for by every way; 'a ??= b' captures a in one block and writes to it in another.</summary>
    private static Dictionary<CaptureId, ISymbol> Captured(ControlFlowGraph graph)
    {
        var variables = new Dictionary<CaptureId, ISymbol>();
        var others = new HashSet<CaptureId>();
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.Operations)
            {
                if (operation is not IFlowCaptureOperation { Id: var id, Value: var value })
                {
                    continue;
                }

                ISymbol? variable = value switch
                {
                    ILocalReferenceOperation local => local.Local,
                    IParameterReferenceOperation parameter => parameter.Parameter,
                    _ => null,
                };
                if (variable is null || (variables.TryGetValue(id, out var before) && !SymbolEqualityComparer.Default.Equals(before, variable)))
                {
                    others.Add(id);
                }
                else
                {
                    variables[id] = variable;
                }
            }
        }

        foreach (var id in others)
        {
            variables.Remove(id);
        }

        return variables;
    }

    /// <summary>The ways out of a block, each with the outcome of the condition under which it is taken.</summary>
    private static IEnumerable<(ControlFlowBranch Branch, bool? Taken)> Branches(BasicBlock block)
    {
        bool? jump = block.ConditionKind switch
        {
            ControlFlowConditionKind.WhenTrue => true,
            ControlFlowConditionKind.WhenFalse => false,
            _ => null,
        };
        if (block.FallThroughSuccessor is { } next)
        {
            yield return (next, !jump);
        }

        if (block.ConditionalSuccessor is { } conditional)
        {
            yield return (conditional, jump);
        }
    }

    /// <summary>
    /// A branch that leaves a try goes through its finally, which may write to variables: they are what they are at its
    /// end. As long as that has not been reached, nothing is known to come out.
    /// </summary>
    private FlowState? After(FlowState state, ControlFlowBranch branch)
    {
        FlowState? after = state;
        foreach (var region in branch.FinallyRegions)
        {
            if (!through.TryGetValue(region, out var branches))
            {
                through[region] = branches = [];
            }

            branches.Add(branch);
            if (after is null || !finished.TryGetValue(region, out var end))
            {
                after = null;
                continue;
            }

            foreach (var variable in WrittenIn(region))
            {
                after = after.Set(variable, end.Get(variable));
            }

            if (MentionsWorkspace(region))
            {
                after = FlowContext.WithoutWorkspaces(after);
            }
        }

        return after;
    }

    /// <summary>Whether a region could pass something through a workspace of this method: it names a variable for one, or a tuple.</summary>
    private bool MentionsWorkspace(ControlFlowRegion region)
    {
        if (!mentionsWorkspace.TryGetValue(region, out bool mentions))
        {
            for (int i = region.FirstBlockOrdinal; i <= region.LastBlockOrdinal && !mentions; i++)
            {
                mentions = graph.Blocks[i].Operations.Append(graph.Blocks[i].BranchValue).OfType<IOperation>()
                    .SelectMany(operation => operation.DescendantsAndSelf())
                    .Any(operation => operation is ILocalReferenceOperation or IFlowCaptureReferenceOperation
                        && (context.Types.IsWorkspace(operation.Type) || operation.Type is { IsTupleType: true }));
            }

            mentionsWorkspace[region] = mentions;
        }

        return mentions;
    }

    private bool Reach(int ordinal, FlowState state)
    {
        var before = starts[ordinal];
        var after = before is null ? state : FlowState.Join(before, state);
        if (before is not null && after.SameAs(before))
        {
            return false;
        }

        starts[ordinal] = after;
        return true;
    }

    /// <summary>
    /// An exception may leave a try anywhere in it: a handler knows what was known where the try begins, less every
    /// variable that the try may write to. Whatever else there is does not change in between.
    /// </summary>
    private void ReachHandlers(BasicBlock block, SortedSet<int> work)
    {
        for (var region = block.EnclosingRegion; region is not null && region.Kind != ControlFlowRegionKind.Root; region = region.EnclosingRegion)
        {
            if (region.FirstBlockOrdinal != block.Ordinal || region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } around)
            {
                continue;
            }

            var known = FlowContext.Without(starts[block.Ordinal]!, WrittenIn(region));
            if (MentionsWorkspace(region))
            {
                known = FlowContext.WithoutWorkspaces(known);
            }

            foreach (var handler in around.NestedRegions)
            {
                if (handler.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.Finally or ControlFlowRegionKind.Filter or ControlFlowRegionKind.FilterAndHandler
                    && Reach(handler.FirstBlockOrdinal, known))
                {
                    work.Add(handler.FirstBlockOrdinal);
                }
            }
        }
    }

    /// <summary>The variables that a region may write to: what it mentions, but for those written once and elsewhere.</summary>
    private HashSet<ISymbol> WrittenIn(ControlFlowRegion region)
    {
        if (!written.TryGetValue(region, out var symbols))
        {
            symbols = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
            for (int i = region.FirstBlockOrdinal; i <= region.LastBlockOrdinal; i++)
            {
                symbols.UnionWith(WrittenIn(graph.Blocks[i]));
            }

            written[region] = symbols;
        }

        return symbols;
    }

    /// <summary>Whether a mention of a variable takes its value and does no more.</summary>
    private static bool IsRead(IOperation reference) => reference.Parent switch
    {
        IArgumentOperation { Parameter.RefKind: RefKind.None } or IBinaryOperation or IExpressionStatementOperation => true,
        IConversionOperation conversion => IsRead(conversion),
        IAssignmentOperation { Target: var target } => target != reference,
        IPropertyReferenceOperation property => property.Instance == reference && reference.Type is { IsReferenceType: true } or { IsReadOnly: true },
        IInvocationOperation call => call.Instance == reference && !VariableUse.MayWriteReceiver(reference, call.TargetMethod),
        _ => false,
    };

    private static bool MayBeTarget(IOperation reference) => reference.Parent switch
    {
        IAssignmentOperation { Target: var target } => target == reference,
        ITupleOperation or IDeclarationExpressionOperation or IArgumentOperation { Parameter.RefKind: not RefKind.None } => true,
        _ => false,
    };

    private HashSet<ISymbol> WrittenIn(BasicBlock block)
    {
        if (writtenInBlock[block.Ordinal] is { } known)
        {
            return known;
        }

        var symbols = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in block.Operations.Append(block.BranchValue).OfType<IOperation>())
        {
            foreach (var inner in operation.DescendantsAndSelf())
            {
                // Any mention counts that does not merely read, and one of a variable that is written elsewhere for good does not.
                if (IsRead(inner))
                {
                    continue;
                }

                if (inner is ILocalReferenceOperation { Local: var local } && (!context.Use.IsStable(local) || MayBeTarget(inner)))
                {
                    symbols.Add(local);
                }
                else if (inner is IParameterReferenceOperation { Parameter: var parameter } && !context.Use.IsStable(parameter))
                {
                    symbols.Add(parameter);
                }
            }
        }

        writtenInBlock[block.Ordinal] = symbols;
        return symbols;
    }
}

/// <summary>Which blocks of a graph can come back to themselves.</summary>
internal static class Cycles
{
    public static bool[] Find(ControlFlowGraph graph)
    {
        // Blocks are numbered in the order of the source: what lies between the ends of a jump backward repeats, and a
        // goto into the middle only makes this coarser, never wrong, because every cycle has a jump backward.
        var result = new bool[graph.Blocks.Length];
        var open = new int[graph.Blocks.Length + 1];
        foreach (var block in graph.Blocks)
        {
            foreach (var successor in new[] { block.FallThroughSuccessor, block.ConditionalSuccessor })
            {
                if (successor?.Destination is { } destination && destination.Ordinal <= block.Ordinal)
                {
                    open[destination.Ordinal]++;
                    open[block.Ordinal + 1]--;
                }
            }
        }

        int depth = 0;
        for (int i = 0; i < result.Length; i++)
        {
            depth += open[i];
            result[i] = depth > 0;
        }

        return result;
    }
}
