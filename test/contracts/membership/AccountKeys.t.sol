// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {CityAccess} from "../../../contracts/governance/CityAccess.sol";
import {AlgorithmRegistry} from "../../../contracts/cryptography/AlgorithmRegistry.sol";
import {IAlgorithmRegistry} from "../../../contracts/cryptography/IAlgorithmRegistry.sol";
import {IParticipantAccount} from "../../../contracts/membership/IParticipantAccount.sol";
import {ParticipantAccount} from "../../../contracts/membership/ParticipantAccount.sol";
import {ParticipantRegistry} from "../../../contracts/membership/ParticipantRegistry.sol";
import {Seats} from "../../../contracts/membership/Seats.sol";
import {StubVerifier} from "../harness/StubVerifier.sol";

interface Vm {
    function warp(uint256 timestamp) external;

    function roll(uint256 number) external;
}

Vm constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
uint256 constant KEYS = 4;

/// @notice Whoever holds all keys, the guardian's power and the votes' power, trying anything in any order. What must never happen is
/// noted in `violation` where it is seen to happen.
contract KeysHandler {
    AlgorithmRegistry public registry;
    ParticipantAccount public account;
    StubVerifier[2] public verifiers;
    string public violation;
    uint256 public executed;
    uint48 public announcedAt;
    uint256 private _changedInBlock;
    IParticipantAccount.KeyChange private _pending;
    mapping(uint256 lane => uint64) private _sequence;

    constructor() {
        CityAccess access = new CityAccess(address(this));
        Seats seats = new Seats(address(access), new ParticipantRegistry(address(access)));
        verifiers = [new StubVerifier(), new StubVerifier()];
        IAlgorithmRegistry.FirstAlgorithm[] memory first = new IAlgorithmRegistry.FirstAlgorithm[](2);
        first[0] = IAlgorithmRegistry.FirstAlgorithm(1, address(verifiers[0]));
        first[1] = IAlgorithmRegistry.FirstAlgorithm(2, address(verifiers[1]));
        registry = new AlgorithmRegistry(address(access), seats, 60, first);
        bytes[] memory signers = new bytes[](2);
        signers[0] = signerOf(0, 0);
        signers[1] = signerOf(1, 0);
        account = new ParticipantAccount(signers, 1, registry);
    }

    function signerOf(uint256 algorithm, uint256 key) public view returns (bytes memory) {
        return abi.encodePacked(verifiers[algorithm % 2], keccak256(abi.encode(key % KEYS)));
    }

    function wait(uint256 time) external {
        VM.warp(block.timestamp + (time % 100));
        VM.roll(block.number + (time % 2));
    }

    /// @dev An empty batch, signed by one key.
    function act(uint256 algorithm, uint256 key, uint256 lane) external {
        bytes memory signer = signerOf(algorithm, key);
        bool mayAct = account.isSigner(signer) &&
            account.threshold() == 1 &&
            registry.isUsable(address(verifiers[algorithm % 2])) &&
            block.timestamp >= account.frozenUntil() &&
            block.number != _changedInBlock;
        bool acted = _execute(algorithm, key, lane, new IParticipantAccount.Call[](0));
        if (acted) ++executed;
        if (acted && !mayAct) violation = "a signature counted that must not";
        if (!acted && mayAct) violation = "a signature did not count that must";
    }

    function announce(uint256 algorithm, uint256 key, uint256 added, uint256 removed, uint256 lane) external {
        IParticipantAccount.KeyChange memory change = _changeOf(algorithm, added, removed);
        bytes[] memory proofs = _proofsOf(change);
        IParticipantAccount.Call[] memory calls = new IParticipantAccount.Call[](1);
        calls[0] = IParticipantAccount.Call(address(account), 0, abi.encodeCall(account.proposeKeys, (change, proofs)));
        if (_execute(algorithm, key, lane, calls)) _note(change);
    }

    function recover(uint256 algorithm, uint256 added, uint256 removed) external {
        IParticipantAccount.KeyChange memory change = _changeOf(algorithm, added, removed);
        try registry.recoverAccount(account, change, _proofsOf(change)) {
            _note(change);
        } catch {} // solhint-disable-line no-empty-blocks
    }

    function cancel(uint256 algorithm, uint256 key, uint256 lane) external {
        IParticipantAccount.Call[] memory calls = new IParticipantAccount.Call[](1);
        calls[0] = IParticipantAccount.Call(address(account), 0, abi.encodeCall(account.cancelKeys, ()));
        _execute(algorithm, key, lane, calls);
    }

    function take() external {
        uint64 before = account.keyEpoch();
        (bytes32 pending, , ) = account.pendingKeys();
        try account.applyKeys(_pending) {
            if (pending != keccak256(abi.encode(_pending))) violation = "keys came that nobody announced";
            if (block.timestamp < announcedAt + registry.keyDelay()) violation = "keys came before their time";
            if (account.keyEpoch() != before + 1) violation = "a change was not counted";
            _changedInBlock = block.number;
        } catch {
            if (account.keyEpoch() != before) violation = "a refused change was counted";
        }
    }

    function freezeAccount() external {
        try registry.freezeAccount(account) {} catch {} // solhint-disable-line no-empty-blocks
    }

    function unfreezeAccount() external {
        registry.unfreezeAccount(account);
    }

    function freeze(uint64 code) external {
        try registry.freeze((code % 2) + 1) {} catch {} // solhint-disable-line no-empty-blocks
    }

    function unfreeze(uint64 code) external {
        try registry.unfreeze((code % 2) + 1) {} catch {} // solhint-disable-line no-empty-blocks
    }

    function _note(IParticipantAccount.KeyChange memory change) private {
        delete _pending;
        for (uint256 i = 0; i < change.added.length; ++i) _pending.added.push(change.added[i]);
        for (uint256 i = 0; i < change.removed.length; ++i) _pending.removed.push(change.removed[i]);
        _pending.threshold = change.threshold;
        announcedAt = uint48(block.timestamp);
    }

    function _changeOf(
        uint256 algorithm,
        uint256 added,
        uint256 removed
    ) private view returns (IParticipantAccount.KeyChange memory change) {
        change.added = new bytes[](1);
        change.added[0] = signerOf(algorithm, added);
        change.removed = new bytes[](added % 2);
        if (added % 2 == 1) change.removed[0] = signerOf(algorithm, removed);
        change.threshold = 1;
    }

    function _proofsOf(IParticipantAccount.KeyChange memory change) private view returns (bytes[] memory proofs) {
        bytes32 digest = account.possessionDigest(change);
        proofs = new bytes[](change.added.length);
        for (uint256 i = 0; i < proofs.length; ++i) proofs[i] = _sign(change.added[i], digest);
    }

    function _execute(
        uint256 algorithm,
        uint256 key,
        uint256 lane,
        IParticipantAccount.Call[] memory calls
    ) private returns (bool done) {
        uint256 nonce = ((lane % 3) << 64) | _sequence[lane % 3];
        bytes[] memory signers = new bytes[](1);
        bytes[] memory signatures = new bytes[](1);
        signers[0] = signerOf(algorithm, key);
        signatures[0] = _sign(signers[0], account.executeDigest(calls, nonce, type(uint256).max));
        try account.execute(calls, nonce, type(uint256).max, abi.encode(signers, signatures)) {
            ++_sequence[lane % 3];
            done = true;
            try account.execute(calls, nonce, type(uint256).max, abi.encode(signers, signatures)) {
                violation = "a nonce counted twice";
            } catch {} // solhint-disable-line no-empty-blocks
        } catch {} // solhint-disable-line no-empty-blocks
    }

    /// @dev The stub's signature: keccak256(key || hash).
    function _sign(bytes memory signer, bytes32 digest) private pure returns (bytes memory) {
        bytes32 key;
        assembly ("memory-safe") {
            key := mload(add(signer, 52))
        }
        return abi.encodePacked(keccak256(abi.encodePacked(key, digest)));
    }
}

contract AccountKeysInvariants {
    KeysHandler private _handler;

    function setUp() public {
        _handler = new KeysHandler();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_countsExactlyWhatTheKeysSigned() public view {
        require(bytes(_handler.violation()).length == 0, _handler.violation());
    }

    function invariant_thresholdStaysWithinReachOfOneAlgorithm() public view {
        ParticipantAccount account = _handler.account();
        bytes[] memory signers = account.getSigners(0, type(uint64).max);
        require(signers.length >= account.threshold() && account.threshold() == 1, "unreachable");
    }

    function invariant_frozenAlgorithmIsNeverUsable() public view {
        IAlgorithmRegistry.Algorithm[] memory all = _handler.registry().algorithms();
        for (uint256 i = 0; i < all.length; ++i) {
            bool isFrozen = all[i].status == IAlgorithmRegistry.Status.FROZEN;
            require(!isFrozen || !_handler.registry().isUsable(all[i].verifier), "usable");
            require(all[i].verifier == address(_handler.verifiers(i)), "replaced");
        }
    }
}
