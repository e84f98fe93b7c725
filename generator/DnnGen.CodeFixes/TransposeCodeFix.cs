using System.Collections.Immutable;
using System.Composition;

using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DnnGen.CodeFixes;

/// <summary>DNN1001, DNN1002, DNN1003, DNN1005 and DNN1007: transposes a matrix that fits so, or takes a transposition back.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TransposeCodeFix)), Shared]
public sealed class TransposeCodeFix : Mend
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        Descriptors.FeaturesDifferId, Descriptors.InnerDimensionsDifferId, Descriptors.ElementWiseDiffersId,
        Descriptors.LabelRowsDifferId, Descriptors.AnnotationBrokenId,
    ];

    private protected override Task OfferAsync(Site site)
    {
        if (site.Expression is not { } place)
        {
            return Task.CompletedTask;
        }

        var diagnostic = site.Diagnostic;
        var (left, right) = Operands(site, place);
        if (diagnostic.Says(MendProperties.TransposeFits))
        {
            // An operator is pointed at as a whole; it is its right matrix that does not fit.
            Offer(site, diagnostic.Id == Descriptors.ElementWiseDiffersId && place is BinaryExpressionSyntax or AssignmentExpressionSyntax ? right ?? place : place);
        }

        if (diagnostic.Id == Descriptors.InnerDimensionsDifferId)
        {
            if (diagnostic.Says(MendProperties.TransposeLeftFits) && place is not AssignmentExpressionSyntax)
            {
                Offer(site, left, "left");
            }

            if (diagnostic.Says(MendProperties.TransposeRightFits))
            {
                Offer(site, right, "right");
            }
        }

        return Task.CompletedTask;
    }

    private static void Offer(Site site, ExpressionSyntax? matrix, string side = "")
    {
        if (matrix is not null && Transpose(site, matrix) is { } transposed)
        {
            string name = matrix is IdentifierNameSyntax identifier ? $"'{identifier.Identifier.ValueText}'"
                : side.Length > 0 ? $"the {side} matrix"
                : "the matrix";
            site.Offer(Untransposed(site, matrix) is null ? $"Transpose {name}" : "Remove 'Transpose()'", side, new Edit(matrix, transposed));
        }
    }

    /// <summary>The two matrices of an operation.</summary>
    private static (ExpressionSyntax? Left, ExpressionSyntax? Right) Operands(Site site, ExpressionSyntax place) => place switch
    {
        BinaryExpressionSyntax binary => (binary.Left, binary.Right),
        AssignmentExpressionSyntax compound => (compound.Left, compound.Right),
        InvocationExpressionSyntax when site.OperationOf(place) is IInvocationOperation call =>
            (Origin.Argument(call, "left")?.Value.Syntax as ExpressionSyntax, Origin.Argument(call, "right")?.Value.Syntax as ExpressionSyntax),
        _ => (null, null),
    };

    private static ExpressionSyntax? Transpose(Site site, ExpressionSyntax matrix)
    {
        if (matrix.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 } || !Origin.IsMatrix(site.Model.GetTypeInfo(matrix, site.Cancellation).Type))
        {
            return null;
        }

        if (Untransposed(site, matrix) is { } untransposed)
        {
            return untransposed.WithTriviaFrom(matrix);
        }

        var bare = matrix.WithoutTrivia();
        ExpressionSyntax? receiver = matrix switch
        {
            LiteralExpressionSyntax or ImplicitObjectCreationExpressionSyntax => null,
            SimpleNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax
                or ParenthesizedExpressionSyntax or ThisExpressionSyntax or DefaultExpressionSyntax => bare,
            PostfixUnaryExpressionSyntax postfix when postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression) => bare,
            _ => SyntaxFactory.ParenthesizedExpression(bare),
        };
        return receiver is null ? null : SyntaxFactory
            .InvocationExpression(SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, receiver, SyntaxFactory.IdentifierName("Transpose")))
            .WithTriviaFrom(matrix);
    }

    /// <summary>What a transposition was called on.</summary>
    private static ExpressionSyntax? Untransposed(Site site, ExpressionSyntax matrix) =>
        matrix is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Transpose", Expression: var receiver } }
        && site.OperationOf(matrix) is IInvocationOperation { TargetMethod.ContainingType: var type }
        && Origin.IsMatrix(type)
            ? receiver
            : null;
}
