using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>Walks the operations of a block in the order in which they run and keeps what is known of the variables.</summary>
internal sealed class Evaluator(FlowContext context, ISymbol owner, FlowState start, bool inCycle, bool report)
{
    private readonly PromiseCheck check = new(context, report);

    public FlowState State { get; private set; } = start;

    public bool Reports => report;

    /// <summary>The method, lambda or local function that is walked through, or the member that is initialised.</summary>
    public ISymbol Owner => owner;

    /// <summary>The variables that captured references stand for, where a flow capture is later assigned to.</summary>
    public IReadOnlyDictionary<CaptureId, ISymbol> CapturedVariables { get; init; } = new Dictionary<CaptureId, ISymbol>();

    /// <summary>Called for every lambda that is created, when reporting.</summary>
    public Action<IFlowAnonymousFunctionOperation, FlowState>? OnFunction { get; init; }

    /// <summary>Walks a block; the outcome of its condition where that is known.</summary>
    public bool? Block(BasicBlock block)
    {
        foreach (var operation in block.Operations)
        {
            Value(operation);
        }

        if (block.BranchValue is not { } branchValue)
        {
            return null;
        }

        var value = Value(branchValue);
        if (block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return && owner is IMethodSymbol method)
        {
            check.Returned(method, branchValue, value);
        }

        return value is TruthValue truth ? truth.Truth : null;
    }

    /// <summary>What is known of the value of an operation; its effects are carried out on the way.</summary>
    public ShapeValue? Value(IOperation? operation)
    {
        if (operation is null)
        {
            return null;
        }

        if (operation.ConstantValue is { HasValue: true, Value: var constant })
        {
            return constant switch
            {
                int number => new NumberValue(Dimension.Of(number)),
                long number => new NumberValue(Dimension.Of(number)),
                bool truth => new TruthValue(truth),
                null when operation.Type is null or { IsReferenceType: true } or INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => new NullValue(),
                _ => null,
            };
        }

        return operation switch
        {
            IExpressionStatementOperation statement => Value(statement.Operation),
            ILocalReferenceOperation local => Variable(local.Local),
            IParameterReferenceOperation parameter => Variable(parameter.Parameter),
            IFlowCaptureReferenceOperation reference => State.Get(reference.Id),
            IFlowCaptureOperation capture => Capture(capture),
            IParenthesizedOperation parenthesized => Value(parenthesized.Operand),
            IConversionOperation conversion => Conversion(conversion),
            ISimpleAssignmentOperation assignment => Assignment(assignment),
            ICompoundAssignmentOperation compound => Compound(compound),
            IIncrementOrDecrementOperation increment => Increment(increment),
            IDeconstructionAssignmentOperation deconstruction => Deconstruction(deconstruction),
            IBinaryOperation binary => Binary(binary),
            IUnaryOperation unary => Unary(unary),
            IInvocationOperation invocation => Invocation(invocation),
            IObjectCreationOperation creation => Creation(creation),
            IPropertyReferenceOperation property => Property(property),
            IFieldReferenceOperation field => Field(field),
            IArrayCreationOperation array => Array(array),
            ICollectionExpressionOperation collection => Collection(collection),
            IIsNullOperation isNull => IsNull(isNull),
            IImplicitIndexerReferenceOperation indexer => Range(indexer),
            ITupleOperation tuple => TupleValue.Of(tuple.Elements.Select(Value)),
            IDefaultValueOperation => context.Types.IsMatrix(operation.Type) ? new MatrixValue(Dimension.Of(0), Dimension.Of(0)) : null,
            IDelegateCreationOperation creation => Function(creation),
            IFlowAnonymousFunctionOperation function => Function(function, null),
            IAnonymousObjectCreationOperation creation => Anonymous(creation),
            IAnonymousFunctionOperation or ILocalFunctionOperation => null,
            IIsPatternOperation or IIsTypeOperation or INameOfOperation or ITypeOfOperation => Children(operation),
            _ when operation.Syntax is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax => StackArray(operation),
            _ => Children(operation),
        };
    }

    /// <summary>The operation tree has no node of its own for stackalloc, but its syntax tells the length.</summary>
    private SpanValue? StackArray(IOperation operation)
    {
        var values = operation.ChildOperations.Select(Value).ToList();
        return operation.Syntax switch
        {
            StackAllocArrayCreationExpressionSyntax { Initializer: { } initializer } => new SpanValue(Dimension.Of(initializer.Expressions.Count)),
            ImplicitStackAllocArrayCreationExpressionSyntax { Initializer: var initializer } => new SpanValue(Dimension.Of(initializer.Expressions.Count)),
            _ => values is [NumberValue length] ? new SpanValue(length.Number) : null,
        };
    }

    /// <summary>Walks what is inside an operation of which nothing else is known.</summary>
    private ShapeValue? Children(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            Escape(Value(child));
            if (child is IArgumentOperation argument)
            {
                Forget(argument);
            }
        }

        return null;
    }

    /// <summary>A range of a span: [1..], [..^2].</summary>
    private SpanValue? Range(IImplicitIndexerReferenceOperation indexer)
    {
        var instance = Value(indexer.Instance);
        Value(indexer.Argument);
        if (instance is not SpanValue span || indexer.Argument is not IRangeOperation range)
        {
            return null;
        }

        var begin = range.LeftOperand is null ? Dimension.Of(0) : Index(range.LeftOperand, span.Length);
        var end = range.RightOperand is null ? span.Length : Index(range.RightOperand, span.Length);
        return begin is not null && end is not null && Dimension.Subtract(end, begin) is { } length ? new SpanValue(length) : null;
    }

    private Dimension? Index(IOperation operation, Dimension length) => operation switch
    {
        IConversionOperation { Operand: var operand } when Value(operand) is NumberValue number => number.Number,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat, Operand: var operand } when Value(operand) is NumberValue number =>
            Dimension.Subtract(length, number.Number),
        _ => null,
    };

    private TruthValue? IsNull(IIsNullOperation test) => Value(test.Operand) switch
    {
        NullValue => new TruthValue(true),
        MatrixValue { MayBeNull: false } => new TruthValue(false),
        _ => null,
    };

    /// <summary>A delegate made of a lambda or of a method by name.</summary>
    private FunctionValue? Function(IDelegateCreationOperation creation)
    {
        switch (creation.Target)
        {
            case IFlowAnonymousFunctionOperation function:
                return Function(function, (creation.Type as INamedTypeSymbol)?.DelegateInvokeMethod);
            case IMethodReferenceOperation { Method: var method } reference:
                Escape(Value(reference.Instance));
                return new FunctionValue(method);
            default:
                Children(creation);
                return null;
        }
    }

    private FunctionValue Function(IFlowAnonymousFunctionOperation function, IMethodSymbol? promise)
    {
        context.Promise(function.Symbol, promise);
        if (report)
        {
            OnFunction?.Invoke(function, State);
        }

        return new FunctionValue(function.Symbol);
    }

    private ShapeValue? Variable(ISymbol symbol) => context.Use.IsTraceable(symbol) ? State.Get(symbol) : null;

    private void Set(ISymbol symbol, ShapeValue? value)
    {
        if (context.Use.IsTraceable(symbol))
        {
            State = State.Set(symbol, value);
        }
    }

    private ShapeValue? Capture(IFlowCaptureOperation capture)
    {
        var value = Value(capture.Value);
        State = State.Set(capture.Id, value);
        return value;
    }

    private ShapeValue? Conversion(IConversionOperation conversion)
    {
        var value = Value(conversion.Operand);
        return value switch
        {
            MatrixValue matrix when context.Types.IsMatrix(conversion.Type) => matrix with { MayBeNull = false },
            MatrixValue when context.Types.IsMatrix(Underlying(conversion.Type)) => value,
            NullValue when conversion.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => value,
            NumberValue when FlowContext.IsWholeNumber(conversion.Type) && Widens(conversion) => value,
            SpanValue when context.Types.IsSpan(conversion.Type) || conversion.Type is IArrayTypeSymbol => value,
            WorkspaceValue when context.Types.IsWorkspace(conversion.Type) => value,
            TupleValue when conversion.Type is { IsTupleType: true } => value,
            MembersValue or FunctionValue when conversion.Conversion.IsIdentity => value,
            _ => Lost(value),
        };
    }

    private ShapeValue? Lost(ShapeValue? value)
    {
        Escape(value);
        return null;
    }

    /// <summary>A workspace that is created here: nothing has gone through it, and what was created here before is another one.</summary>
    public WorkspaceValue NewWorkspace(Dimension? batchSize, IOperation place)
    {
        var identity = new WorkspaceIdentity(place.Syntax.SpanStart);
        if (State.Get(identity) is not null || inCycle)
        {
            foreach (var entry in State.Values)
            {
                if (Mentions(entry.Value, identity))
                {
                    State = State.Set(entry.Key, null);
                }
            }
        }

        State = State.Set(identity, new NoForward());
        return new WorkspaceValue(batchSize, identity);
    }

    /// <summary>Whether it is certain that no forward pass has gone through a workspace.</summary>
    public bool HoldsNoForward(WorkspaceValue workspace) => workspace.Identity is { } identity && State.Get(identity) is not null;

    private static bool Mentions(ShapeValue? value, WorkspaceIdentity identity) => value switch
    {
        WorkspaceValue workspace => identity.Equals(workspace.Identity),
        TupleValue tuple => tuple.Elements.Any(element => Mentions(element.Value, identity)),
        _ => false,
    };

    /// <summary>A value gets to where it is not followed: anything may happen to a workspace there.</summary>
    private void Escape(ShapeValue? value)
    {
        switch (value)
        {
            case WorkspaceValue { Identity: { } identity }:
                State = State.Set(identity, null);
                break;
            case TupleValue tuple:
                foreach (var element in tuple.Elements)
                {
                    Escape(element.Value);
                }

                break;
        }
    }

    /// <summary>Whether a conversion of whole numbers keeps the value: from long to int it may not.</summary>
    private static bool Widens(IConversionOperation conversion) =>
        conversion.Type?.SpecialType == SpecialType.System_Int64 || conversion.Operand.Type?.SpecialType == SpecialType.System_Int32;

    private static ITypeSymbol? Underlying(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private ShapeValue? Assignment(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is not (ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation or IDiscardOperation))
        {
            Children(assignment.Target);
        }

        var value = Value(assignment.Value);
        if (assignment.Target is ILocalReferenceOperation { Local: var local } && value is null)
        {
            value = Fresh(local, assignment);
        }

        Store(assignment.Target, value, assignment.Value);
        return value;
    }

    private void Store(IOperation target, ShapeValue? value, IOperation source)
    {
        if (target is not (ITupleOperation or IDeclarationExpressionOperation or IFlowCaptureReferenceOperation or IDiscardOperation)
            && !(target is ILocalReferenceOperation { Local: { RefKind: RefKind.None } kept } && context.Use.IsTraceable(kept) && !context.Use.IsCaptured(kept, value)))
        {
            Escape(value);
        }

        switch (target)
        {
            case ILocalReferenceOperation local:
                Set(local.Local, value);
                break;
            case IParameterReferenceOperation parameter:
                Set(parameter.Parameter, value);
                break;
            case IDeclarationExpressionOperation declaration:
                Store(declaration.Expression, value, source);
                break;
            case IFlowCaptureReferenceOperation capture:
                State = State.Set(capture.Id, value);
                Escape(value);
                if (CapturedVariables.TryGetValue(capture.Id, out var variable))
                {
                    Set(variable, value);
                }
                else
                {
                    ForgetAllCaptured();
                }

                break;
            case ITupleOperation tuple:
                for (int i = 0; i < tuple.Elements.Length; i++)
                {
                    Store(tuple.Elements[i], value is TupleValue known && i < known.Elements.Count ? known.Elements[i].Value : null, source);
                }

                break;
            case IFieldReferenceOperation { Instance: ILocalReferenceOperation holder } field when field.Field.ContainingType.IsTupleType:
                Set(holder.Local, null);
                break;
            case IMemberReferenceOperation member:
                StoreMember(member, value);
                check.Stored(member.Member, value, source);
                check.Option(member.Member, source);
                break;
            case IConversionOperation conversion:
                Store(conversion.Operand, null, source);
                break;
        }
    }

    /// <summary>Writes to a member: a struct in a variable has another one from now on, and so has an object that is being initialised.</summary>
    private void StoreMember(IMemberReferenceOperation member, ShapeValue? value)
    {
        if (context.Members.IsWrittenInPlace(member))
        {
            // What an initialiser writes to is new: the variable that 'with' copies from stays as it is.
            bool isNew = member.Syntax.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax };
            Update(member.Instance, members => MembersValue.With(members, MembersValue.KeyOf(member.Member), value), isNew);
        }
        else
        {
            ForgetHolder(member.Instance);
        }
    }

    /// <summary>What holds a struct that was written to is another one; an object, or a view of one, is still the same.</summary>
    private void ForgetHolder(IOperation? instance)
    {
        if (instance?.Type is { IsValueType: true, IsReadOnly: false })
        {
            Update(instance, _ => null);
        }
    }

    /// <summary>Changes what is known of the struct that an operation names, inside of what holds it.</summary>
    private void Update(IOperation? holder, Func<MembersValue?, MembersValue?> change, bool isNew = false)
    {
        switch (holder)
        {
            case ILocalReferenceOperation { Local: var local }:
                Set(local, change(State.Get(local) as MembersValue));
                break;
            case IParameterReferenceOperation { Parameter: var parameter }:
                Set(parameter, change(State.Get(parameter) as MembersValue));
                break;
            case IFlowCaptureReferenceOperation capture when isNew || !CapturedVariables.ContainsKey(capture.Id):
                State = State.Set(capture.Id, change(State.Get(capture.Id) as MembersValue));
                break;
            case IFlowCaptureReferenceOperation capture:
                State = State.Set(capture.Id, null);
                Set(CapturedVariables[capture.Id], null);
                break;
            case IMemberReferenceOperation member when context.Members.IsWrittenInPlace(member):
                string key = MembersValue.KeyOf(member.Member);
                Update(member.Instance, members => MembersValue.With(members, key, change(members?.Get(key) as MembersValue)), isNew);
                break;
            case IMemberReferenceOperation { Instance: { Type.IsValueType: true } instance }:
                ForgetHolder(instance);
                break;
        }
    }

    /// <summary>A method of a struct may write to the variable that it is called on.</summary>
    private void ForgetReceiver(IOperation? instance, IMethodSymbol? method)
    {
        if (VariableUse.MayWriteReceiver(instance, method))
        {
            ForgetHolder(instance);
        }
    }

    /// <summary>A capture of an unknown reference is written: any variable whose reference was captured may have changed.</summary>
    private void ForgetAllCaptured()
    {
        foreach (var variable in State.Values.Select(entry => entry.Key).OfType<ISymbol>().Where(symbol => !context.Use.IsStable(symbol)).ToList())
        {
            State = State.Set(variable, null);
        }
    }

    private ShapeValue? Compound(ICompoundAssignmentOperation compound)
    {
        var left = Value(compound.Target);
        var right = Value(compound.Value);
        var result = compound.OperatorMethod is { } method
            ? new CallCheck(context, this, compound).Operator(method, [compound.Target, compound.Value], [left, right])
            : compound.OutConversion.IsIdentity || compound.OutConversion.Exists ? WholeNumbers.Compute(compound.OperatorKind, left, right, compound.Type) : null;
        Store(compound.Target, result, compound.Value);
        return result;
    }

    private ShapeValue? Increment(IIncrementOrDecrementOperation increment)
    {
        var before = Value(increment.Target);
        var after = increment.OperatorMethod is null
            ? WholeNumbers.Compute(
                increment.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract,
                before,
                new NumberValue(Dimension.One),
                increment.Type)
            : null;
        Store(increment.Target, after, increment.Target);
        return increment.IsPostfix ? before : after;
    }

    private ShapeValue? Deconstruction(IDeconstructionAssignmentOperation deconstruction)
    {
        var value = Value(deconstruction.Value);
        if (value is MembersValue members)
        {
            value = context.Members.Deconstructed(deconstruction.Value.Type, members, deconstruction.Target);
        }

        Store(deconstruction.Target, value, deconstruction.Value);
        return value;
    }

    private ShapeValue? Binary(IBinaryOperation binary)
    {
        var left = Value(binary.LeftOperand);
        var right = Value(binary.RightOperand);
        if (binary.OperatorMethod is not null)
        {
            Escape(left);
            Escape(right);
        }

        return binary.OperatorMethod is { } method
            ? new CallCheck(context, this, binary).Operator(method, [binary.LeftOperand, binary.RightOperand], [left, right])
            : (ShapeValue?)WholeNumbers.Compare(binary.OperatorKind, left, right) ?? WholeNumbers.Compute(binary.OperatorKind, left, right, binary.Type);
    }

    private ShapeValue? Unary(IUnaryOperation unary)
    {
        var value = Value(unary.Operand);
        if (unary.OperatorMethod is { } method)
        {
            return new CallCheck(context, this, unary).Operator(method, [unary.Operand], [value]);
        }

        return (unary.OperatorKind, value) switch
        {
            (UnaryOperatorKind.Not, TruthValue truth) => new TruthValue(!truth.Truth),
            (UnaryOperatorKind.Minus, NumberValue number) => WholeNumbers.Whole(Dimension.Subtract(Dimension.Of(0), number.Number), unary.Type),
            (UnaryOperatorKind.Plus, NumberValue) => value,
            _ => null,
        };
    }

    private ShapeValue? Invocation(IInvocationOperation invocation)
    {
        if (invocation.TargetMethod.ReturnsVoid && invocation.TargetMethod.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "ConditionalAttribute", ContainingNamespace.Name: "Diagnostics" }))
        {
            // This build may leave the call out, and its arguments with it.
            ForgetMentioned(invocation);
            return null;
        }

        var instance = Value(invocation.Instance);
        if (instance is MatrixValue nullable && invocation.TargetMethod is { Name: "GetValueOrDefault", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T })
        {
            // The compiler writes this call itself where ?? has found a value; elsewhere a null gives the empty matrix.
            return invocation.IsImplicit || !nullable.MayBeNull ? nullable with { MayBeNull = false } : null;
        }

        var arguments = new ShapeValue?[invocation.Arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Value(invocation.Arguments[i].Value);
        }

        if (WholeNumbers.Extremum(invocation.TargetMethod, arguments) is { } extremum)
        {
            return extremum;
        }

        if (context.Members.IsPlainClone(invocation.TargetMethod))
        {
            return instance as MembersValue;
        }

        var result = new CallCheck(context, this, invocation).Invocation(invocation, instance, arguments);
        Escape(instance);
        ForgetReceiver(invocation.Instance, invocation.TargetMethod);
        for (int i = 0; i < arguments.Length; i++)
        {
            // Forward ends the time without a forward pass, and so does what throws for want of one.
            Escape(arguments[i]);
            Forget(invocation.Arguments[i]);
        }

        return result;
    }

    private void ForgetMentioned(IOperation operation)
    {
        foreach (var inner in operation.Descendants())
        {
            if (inner is ILocalReferenceOperation local)
            {
                Escape(State.Get(local.Local));
                Set(local.Local, null);
            }
            else if (inner is IParameterReferenceOperation parameter)
            {
                Set(parameter.Parameter, null);
            }
            else if (inner is IFlowCaptureReferenceOperation capture)
            {
                Escape(State.Get(capture.Id));
            }
        }
    }

    private void Forget(IArgumentOperation argument)
    {
        if (argument.Parameter?.RefKind is RefKind.Out or RefKind.Ref)
        {
            Store(argument.Value, null, argument.Value);
        }
    }

    private ShapeValue? Creation(IObjectCreationOperation creation)
    {
        var arguments = new ShapeValue?[creation.Arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Value(creation.Arguments[i].Value);
        }

        if (creation.Initializer is not null)
        {
            Value(creation.Initializer);
        }

        var result = new CallCheck(context, this, creation).Creation(creation, arguments) ?? context.Members.Created(creation, arguments);
        for (int i = 0; i < arguments.Length; i++)
        {
            Escape(arguments[i]);
            Forget(creation.Arguments[i]);
        }

        return result;
    }

    /// <summary>An anonymous object, which never changes.</summary>
    private MembersValue? Anonymous(IAnonymousObjectCreationOperation creation)
    {
        MembersValue? members = null;
        foreach (var initializer in creation.Initializers)
        {
            if (initializer is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property }, Value: var source })
            {
                var value = Value(source);
                Escape(value);
                members = MembersValue.With(members, MembersValue.KeyOf(property), value);
            }
            else
            {
                Escape(Value(initializer));
            }
        }

        return members;
    }

    private ShapeValue? Property(IPropertyReferenceOperation property)
    {
        var instance = Value(property.Instance);
        if (instance is MembersValue members && context.Members.IsPlain(property.Property) && members.Get(MembersValue.KeyOf(property.Property)) is { } member)
        {
            return member;
        }

        if (!context.Types.IsWorkspace(property.Property.ContainingType))
        {
            Escape(instance);
        }

        ForgetReceiver(property.Instance, property.Property.GetMethod);

        foreach (var argument in property.Arguments)
        {
            Escape(Value(argument.Value));
        }

        switch (property.Property.Name, instance)
        {
            case ("Rows", MatrixValue { Rows: { } rows }) when context.Types.IsMatrix(property.Property.ContainingType):
                return new NumberValue(rows);
            case ("Columns", MatrixValue { Columns: { } columns }) when context.Types.IsMatrix(property.Property.ContainingType):
                return new NumberValue(columns);
            case ("Length" or "LongLength", SpanValue span):
                return new NumberValue(span.Length);
            case ("BatchSize", WorkspaceValue { BatchSize: { } batchSize }) when context.Types.IsWorkspace(property.Property.ContainingType):
                return new NumberValue(batchSize);
            case ("Value", MatrixValue) when property.Property.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T:
                return ((MatrixValue)instance) with { MayBeNull = false };
        }

        return context.Types.CarriesShape(property.Type) || FlowContext.IsWholeNumber(property.Type)
            ? context.MemberValue(property.Property)
            : null;
    }

    private ShapeValue? Field(IFieldReferenceOperation field)
    {
        var instance = Value(field.Instance);
        if (instance is TupleValue tuple && field.Field.ContainingType.IsTupleType)
        {
            var elements = field.Field.ContainingType.TupleElements;
            for (int i = 0; i < elements.Length && i < tuple.Elements.Count; i++)
            {
                if (elements[i].Name == field.Field.Name || elements[i].CorrespondingTupleField?.Name == (field.Field.CorrespondingTupleField ?? field.Field).Name)
                {
                    return tuple.Elements[i].Value;
                }
            }
        }

        if (instance is MembersValue members && members.Get(MembersValue.KeyOf(field.Field)) is { } member)
        {
            return member;
        }

        return context.Types.CarriesShape(field.Type) || FlowContext.IsWholeNumber(field.Type)
            ? context.MemberValue(field.Field)
            : null;
    }

    private ShapeValue? Array(IArrayCreationOperation array)
    {
        var sizes = array.DimensionSizes.Select(size => (Value(size) as NumberValue)?.Number).ToList();
        Value(array.Initializer);
        return sizes switch
        {
            [{ } length] => new SpanValue(length),
            [var rows, var columns] => ShapeValue.Known(rows, columns),
            _ => null,
        };
    }

    private SpanValue? Collection(ICollectionExpressionOperation collection)
    {
        bool spreads = false;
        foreach (var element in collection.Elements)
        {
            spreads |= element is ISpreadOperation;
            Escape(Value(element));
        }

        return !spreads && (context.Types.IsSpan(collection.Type) || collection.Type is IArrayTypeSymbol)
            ? new SpanValue(Dimension.Of(collection.Elements.Length))
            : null;
    }

    /// <summary>A matrix or number of which nothing is known but that it is one and the same from here on; not in a loop, where each round has another.</summary>
    private ShapeValue? Fresh(ILocalSymbol local, IOperation place)
    {
        if (inCycle || !(context.Types.IsMatrix(local.Type) || FlowContext.IsWholeNumber(local.Type)))
        {
            return null;
        }

        string identity = $"{place.Syntax.SyntaxTree.FilePath}/{place.Syntax.SpanStart}/{local.Name}";
        return FlowContext.IsWholeNumber(local.Type)
            ? new NumberValue(Dimension.Of(new Unknown(local.Name, identity)))
            : new MatrixValue(
                Dimension.Of(new Unknown(local.Name + ".Rows", identity + ".Rows")),
                Dimension.Of(new Unknown(local.Name + ".Columns", identity + ".Columns")));
    }
}
